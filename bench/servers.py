"""The servers that are compared, each on a port of its own and stopped at the end."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.postgres import Server

from .client import Connection

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "bench"
POSTGRES = Path(tempfile.gettempdir()) / "av-deal-tracker-bench"  # where another user than root can reach it
PEER = VAR / "peer"  # a virtual environment of its own, since the peer brings dependencies along


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, seconds=300):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"A server ended before it answered: {process.args}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"A server did not answer within {seconds} s: {process.args}")


class Servers(ExitStack):
    """Starts servers; leaving the block stops them, the last one first."""

    def start(self, command, port, **environ):
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ, stdout=quiet, stderr=quiet)  # noqa: S603
        self.callback(self._stop, process)
        wait_for(port, process)
        return process

    @staticmethod
    def _stop(process):
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()

    def ours(self, environ, **more):
        """Return the port and the process of our server over a data set, without a cache of pages unless asked for."""
        port = free_port()
        settings = {
            "PORT": str(port),
            "HOST": "127.0.0.1",
            "PAGE_CACHE_MB": "0",
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "127.0.0.1",
        } | more
        command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
        process = self.start(command, port, **environ, **settings)
        Connection(port).get("/healthz")  # which waits until the lists are read into memory
        return port, process

    def hello(self):
        """Django's smallest answer, under the same server."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "-c", "python:bench.hello", "bench.hello"]
        return port, self.start(command, port, PORT=str(port))

    def datasette(self, database):
        """Datasette on the same file: immutable, its rows counted beforehand, no facets suggested."""
        port, program = free_port(), str(peer() / "bin" / "datasette")
        counts = VAR / "counts.json"
        with counts.open("w") as file:
            subprocess.run([program, "inspect", str(database)], stdout=file, check=True)  # noqa: S603
        command = [program, "serve", "--immutable", str(database), "--inspect-file", str(counts), "--port", str(port)]
        for name, value in PEER_SETTINGS.items():
            command += ["--setting", name, str(value)]
        return port, self.start(command, port)

    def postgres(self):
        """A PostgreSQL whose data stay from one run to the next."""
        POSTGRES.mkdir(parents=True, exist_ok=True)
        server = Server(POSTGRES, TUNED)
        server.start()
        self.callback(server.stop, "fast")
        return server


SECRET = "bench" * 12
PEER_SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": 30_000,
    "facet_time_limit_ms": 30_000,
    "max_returned_rows": 1000,
    "max_csv_mb": 0,
    "default_page_size": 25,
}
TUNED = ["shared_buffers=8GB", "work_mem=64MB", "effective_cache_size=8GB", "jit=off", "max_wal_size=4GB"]


def peer():
    """Install the peer, pinned, where it is missing."""
    if not (PEER / "ready").exists():
        shutil.rmtree(PEER, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)  # noqa: S603
        wanted = str(ROOT / "bench" / "requirements.txt")
        subprocess.run([str(PEER / "bin" / "pip"), "install", "-q", "--require-hashes", "-r", wanted], check=True)  # noqa: S603
        (PEER / "ready").touch()
    return PEER
