"""docs/use/postgis.md, on a PostgreSQL of its own: 127.0.0.1, a free port, stopped at the end.

    test_postgis.py COVMAP SOURCE_FOLDER
"""

import csv
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from pages import Workbench, examples, result_table, type_commands

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
PAGE = SOURCE / "docs/use/postgis.md"


def binaries() -> Path:
    """Of the newest server; Debian keeps each version in its folder."""
    return max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name)).parent


class Server:
    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="covmap-postgis-"))
        self._folder.chmod(0o755)
        self._data = self._folder / "data"
        self._data.mkdir()
        self._as = []
        if os.getuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(self._data, "postgres", "postgres")
            self._as = ["runuser", "-u", "postgres", "--"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._ask("initdb", "--username=covmap", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        self._ask("pg_ctl", "start", "--wait", "--log", str(self._data / "log"), "--options", options)

    def _ask(self, program: str, *words: str) -> None:
        # To a file: the server that pg_ctl starts keeps what it is given open.
        with tempfile.TemporaryFile() as said:
            command = [*self._as, binaries() / program, "-D", self._data, *words]
            if subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False).returncode != 0:
                said.seek(0)
                raise AssertionError(f"{program}: {said.read().decode()}")

    def stop(self) -> None:
        self._ask("pg_ctl", "stop", "--wait", "--mode", "immediate")
        shutil.rmtree(self._folder)


class PostgisPage(unittest.TestCase):
    def ask(self, statement: str) -> list[list[str]]:
        done = subprocess.run(["psql", "--no-psqlrc", "--csv", "coverage", "-c", statement], capture_output=True, text=True, check=True)
        return list(csv.reader(io.StringIO(done.stdout)))

    def test_every_command_and_statement(self):
        server = Server()
        self.addCleanup(server.stop)
        os.environ |= {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "covmap"}
        bench = Workbench(COVMAP, SOURCE, ["data/sample"], "C.UTF-8")
        self.addCleanup(bench.remove)
        type_commands(PAGE, bench)
        statements = examples(PAGE, "sql")
        self.assertEqual(len(statements), 2)
        for statement in statements:
            self.assertEqual(self.ask(statement.code), result_table(PAGE, statement))
        types = dict(self.ask("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'run_2024' AND table_name = 'zones_no_4g'"))
        told = {"id": "character varying", "rank": "bigint", "population": "double precision", "secret": "boolean", "geom": "USER-DEFINED"}
        self.assertEqual({name: types[name] for name in told}, told)
        indexed = self.ask("SELECT count(*) FROM pg_indexes WHERE schemaname = 'run_2024' AND tablename = 'zones_no_4g' AND indexdef LIKE '%USING gist%'")
        self.assertEqual(indexed[1], ["1"])
        whole = self.ask('SELECT population FROM run_2024."all"')
        self.assertEqual(whole[1], ["33689.752637"])
        styles = self.ask("SELECT count(*) FROM public.layer_styles WHERE f_table_schema = 'run_2024' AND f_table_catalog = 'coverage' AND f_table_name = 'commune'")
        self.assertNotEqual(styles[1], ["0"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
