"""A Virtuoso server on the loopback interface, for the tests that ask one."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.consumers import Quads, need, quads_of, run


class Virtuoso:
    """A Virtuoso server on the loopback interface, its data in a folder that goes with it."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data = folder, data
        self.sql, self.http = _free_port(), _free_port()

    @contextmanager
    def running(self) -> Iterator[Virtuoso]:
        """The server while it runs."""
        need("Virtuoso", found=shutil.which("virtuoso-t") is not None)
        (self._folder / "virtuoso.ini").write_text(self._settings(), "utf-8")
        log = (self._folder / "log").open("wb")
        command = ["virtuoso-t", "+foreground", "+configfile", str(self._folder / "virtuoso.ini")]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder)
        try:
            self._wait(process)
            yield self
        finally:
            process.kill()
            process.wait()
            log.close()

    def load(self, name: str, graph: str) -> None:
        """Loads a file of the data folder into a graph; errors are only in a table."""
        command = f"ld_dir('{self._data}', '{name}', '{graph}'); rdf_loader_run(); checkpoint;"
        check = f"select ll_error from DB.DBA.load_list where ll_file like '%/{name}';"
        login = [f"127.0.0.1:{self.sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
        run("isql-vt", *login, f"exec={command}")
        assert "NULL" in run("isql-vt", *login, f"exec={check}")

    def ask(self, query: str, accept: str, graphs: tuple[str, ...] = ()) -> str:
        """The answer over HTTP."""
        given = [("query", query), *(("default-graph-uri", graph) for graph in graphs)]
        url = f"http://127.0.0.1:{self.http}/sparql?{urllib.parse.urlencode(given)}"
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=60) as answer:
            return str(answer.read().decode("utf-8"))

    def held(self, graph: str) -> Quads:
        """What the server holds in a graph."""
        return quads_of(self.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/plain", (graph,)))

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(300):
            assert process.poll() is None, (self._folder / "log").read_text("utf-8")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/sparql?query=ASK%7B%7D", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("Virtuoso does not answer")

    def _settings(self) -> str:
        name = self._folder / "virtuoso"
        return (
            f"[Database]\nDatabaseFile = {name}.db\nErrorLogFile = {name}.log\nLockFile = {name}.lck\n"
            f"TransactionFile = {name}.trx\nxa_persistent_file = {name}.pxa\n"
            f"[TempDatabase]\nDatabaseFile = {name}-temp.db\nTransactionFile = {name}-temp.trx\n"
            f"[Parameters]\nServerPort = 127.0.0.1:{self.sql}\nDirsAllowed = {self._data}\n"
            "NumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\n"
            f"[HTTPServer]\nServerPort = 127.0.0.1:{self.http}\n[SPARQL]\nResultSetMaxRows = 1000000\n"
        )


def _free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return int(any_socket.getsockname()[1])
