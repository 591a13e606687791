"""What a page costs, beside a bare handler in the same run.

The bare handler runs the page's own statements by the driver alone and returns the page's
HTML ready made; what the database server spends counts on both sides.
"""

import pickle
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from lti_social.core.engines import reading
from tests.bench.page import Fill, Page, long_thread, prepared
from tests.bench.serving import Server, ask, free_port, product, running
from tests.databases import KINDS, databases

ROUNDS, REQUESTS, WARM_UP = 25, 200, 200
Rounds = list[float]
YARDSTICK = "bare handler, postgresql"
GOAL = 2.2


def table(folder: Path) -> str:
    costs = measured(folder, long_thread)
    lines = ["| Thread page of 30 posts | CPU per request | Ratio |\n|---|---:|---:|"]
    for name, spent in costs.items():
        beside = ratio(spent, costs[YARDSTICK])
        lines.append(f"| {name} | {median(spent):.2f} ms | {beside:.2f} |")
    lines.append(f"\nThe goal: lti-social at most {GOAL} times the {YARDSTICK}.\n")
    return "\n".join(lines)


def ratio(spent: Rounds, yardstick: Rounds) -> float:
    """The median of each round beside the same one: a machine is not always as fast."""
    return median(one / other for one, other in zip(spent, yardstick, strict=True))


def measured(folder: Path, fill: Fill) -> dict[str, Rounds]:
    """Milliseconds of CPU per request, in rounds that take turns."""
    with ExitStack() as stack:
        pages: dict[str, Page] = {}
        servers: dict[str, Server] = {}
        for kind in KINDS:
            page, pair = stack.enter_context(_both(kind, folder / kind, fill))
            servers |= pair
            pages |= dict.fromkeys(pair, page)
        for name, server in servers.items():
            _warm_up(server, pages[name])
        costs: dict[str, Rounds] = {name: [] for name in servers}
        for _ in range(ROUNDS):
            for name, server in servers.items():
                costs[name].append(_cost(server, pages[name]))
    return costs


@contextmanager
def _both(kind: str, folder: Path, fill: Fill) -> Iterator[tuple[Page, dict[str, Server]]]:
    """The product and the bare handler, on the same database of that kind."""
    folder.mkdir(parents=True)
    with databases(kind, None, folder) as ready, ExitStack() as stack:
        engine = ready.empty()
        page = prepared(engine, fill)
        file = folder / "page"
        file.write_bytes(pickle.dumps(page))
        if kind == "postgresql":
            with reading(engine).connect() as db:
                db.exec_driver_sql("vacuum analyze")  # as any server does within a minute
        port = free_port()
        database = engine.url.render_as_string(hide_password=False)
        arguments = ("tests.bench.bare", str(file), database, str(port))
        servers = {
            "lti-social": product(engine),
            "bare handler": running(*arguments, port=port, database=engine),
        }
        yield (
            page,
            {
                f"{name}, {kind}": stack.enter_context(server)
                for name, server in servers.items()
            },
        )
        engine.dispose()


def _warm_up(server: Server, page: Page) -> None:
    """And make sure that both sides answer the same."""
    for body in ask(server, page.path, {"cookie": page.cookie}, WARM_UP):
        assert body.decode() == page.html


def _cost(server: Server, page: Page) -> float:
    before = server.cpu()
    ask(server, page.path, {"cookie": page.cookie}, REQUESTS)
    return (server.cpu() - before) / REQUESTS * 1000
