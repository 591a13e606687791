"""An LMS of the tests on a real port, for workers that are processes of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx

Answering = Callable[[httpx.Request], httpx.Response]


@contextmanager
def listening(answer: Answering) -> Iterator[str]:
    """The address at which `answer` is given to whoever asks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length", 0)))
            url = f"http://{self.headers['host']}{self.path}"
            asked = httpx.Request(
                self.command, url, headers=list(self.headers.items()), content=content
            )
            self._say(answer(asked))

        do_POST = do_PUT = do_DELETE = do_GET

        def _say(self, said: httpx.Response) -> None:
            self.send_response(said.status_code, said.reason_phrase)
            for name, value in said.headers.items():
                if name not in ("content-length", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(said.content)))
            self.end_headers()
            self.wfile.write(said.content)

        def handle(self) -> None:
            """Whoever asked may be dead by now."""
            with suppress(BrokenPipeError, ConnectionResetError):
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
