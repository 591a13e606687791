"""As much of S3 as the product speaks, in a thread of this process."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

WHEN = "2026-03-01T12:00:00.000Z"
ITEM = (
    "<Contents><Key>{key}</Key><LastModified>" + WHEN + "</LastModified>"
    "<ETag>e</ETag><Size>{size}</Size></Contents>"
)
LIST = (
    "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>"
    "{items}</ListBucketResult>"
)


class ObjectStore(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.objects: dict[str, bytes] = {}  # by "bucket/prefix/key"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    with ObjectStore() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Asked(BaseHTTPRequestHandler):
    server: ObjectStore

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""

    def do_PUT(self) -> None:
        self.server.objects[self._key] = self._body()
        self._answer(200)

    def do_GET(self) -> None:
        objects = self.server.objects
        if "list-type" in self.path:
            items = [
                ITEM.format(key=key.removeprefix("bucket/"), size=len(content))
                for key, content in objects.items()
            ]
            self._answer(200, LIST.format(items="".join(items)).encode())
        elif self._key in objects:
            self._answer(200, objects[self._key])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_POST(self) -> None:
        """The one way in which several are deleted."""
        keys = re.findall(r"<Key>(.*?)</Key>", self._body().decode())
        for key in keys:
            self.server.objects.pop(f"bucket/{key}", None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    @property
    def _key(self) -> str:
        return urlsplit(self.path).path.removeprefix("/")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("ETag", '"e"')
        self.send_header("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
