"""Fill the database with made-up deals: `DATABASE_URL=… python -m bench.make 1000000` (an empty one is made first)."""

import os
import sys
import time


def main(scale):
    from django.core.management import call_command
    from django.db import connection

    from .dataset import DataSet

    start = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("load_rates", verbosity=0)
    DataSet(scale).make()
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")
    print(f"{scale} deals in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    main(int(sys.argv[1]))
