"""What a login and a launch cost, beside others that take the same ones in the same run.

A login is all the way to the question that the LMS is asked; a launch is by somebody who
was here before. Bare handlers verify the token and do no more: one as FastAPI's users write
it, one with as little around it as can be; another also asks a database what the launch
asks, by the driver alone. pylti1p3's own Flask adapter does the whole launch, in memory.
"""

import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from lti_social.core.migrate import migrate
from tests.bench.launched import statements
from tests.bench.pages import Rounds, ratio
from tests.bench.serving import Server, free_port, product, running
from tests.bench.visitors import Crowd
from tests.databases import KINDS, databases
from tests.loopback import listening
from tests.lti.fake_moodle import FakeMoodle

ROUNDS, PEOPLE = 15, 100
BARE = "bare handler of FastAPI: the token alone"
BAREST = "bare handler of Starlette, no thread: the token alone"
ADAPTER = "pylti1p3’s Flask adapter: no database"
DRIVER = "bare handler with the launch’s statements"
GOALS = {  # milliseconds, and how many times a bare handler's launch
    "Login": ({"lti-social, sqlite": 1.0, "lti-social, postgresql": 1.2}, 2),
    "Launch": ({"lti-social, sqlite": 1.8, "lti-social, postgresql": 2.6}, 3),
}

Costs = dict[str, Rounds]  # milliseconds of CPU of each step, by its name


def table(folder: Path) -> str:
    costs = _measured(folder)
    return "\n\n".join(_table(step, costs) for step in GOALS)


def _table(step: str, costs: Mapping[str, Costs]) -> str:
    goals, times = GOALS[step]
    beside = (costs[BARE]["Launch"], costs[BAREST]["Launch"], costs[ADAPTER][step])
    head = f"| {step} | CPU | Goal | Beside FastAPI | Beside Starlette | Beside Flask |"
    lines = [f"{head}\n|---|{'---:|' * 5}"]
    for name, cost in ((name, spent[step]) for name, spent in costs.items()):
        if step == "Login" and name.startswith("bare"):  # they only send the browser on
            continue
        goal = f"{goals[name]} ms" if name in goals else ""
        shares = " | ".join(f"{ratio(cost, other):.2f}" for other in beside)
        lines.append(f"| {name} | {median(cost):.2f} ms | {goal} | {shares} |")
    lines.append(f"\nThe goal: at most {times} times a bare handler’s launch.")
    return "\n".join(lines)


def _measured(folder: Path) -> dict[str, Costs]:
    """In rounds that take turns, once everybody was here."""
    with _servers(folder) as servers:
        crowds = {
            name: Crowd(moodle, server.port, PEOPLE)
            for name, (server, moodle) in servers.items()
        }
        costs: dict[str, Costs] = {name: {step: [] for step in GOALS} for name in servers}
        for number in range(1 + ROUNDS):
            for name, (server, _moodle) in servers.items():
                spent = _cost(server, crowds[name])
                for step in GOALS if number else ():
                    costs[name][step].append(spent[step])
    return costs


def _cost(server: Server, crowd: Crowd) -> dict[str, float]:
    start = server.cpu()
    crowd.log_in()
    asked = server.cpu()
    crowd.sign()
    signed = server.cpu()
    crowd.launch()
    spent = {"Login": asked - start, "Launch": server.cpu() - signed}
    return {step: seconds / PEOPLE * 1000 for step, seconds in spent.items()}


@contextmanager
def _servers(folder: Path) -> Iterator[dict[str, tuple[Server, FakeMoodle]]]:
    """Each with the LMS that it knows."""
    with ExitStack() as stack:
        servers = {
            f"lti-social, {kind}": stack.enter_context(served(kind, folder / kind))
            for kind in KINDS
        }
        for kind in KINDS:
            by_driver = stack.enter_context(_by_driver(kind, folder / f"{kind}-driver"))
            servers[f"{DRIVER}, {kind}"] = by_driver
        moodle = next(iter(servers.values()))[1]
        others = {BARE: "plainly", BAREST: "verifying", ADAPTER: "adapter"}
        for name, module in others.items():
            port = free_port()
            arguments = (f"tests.bench.{module}", _told(moodle), str(port))
            server = stack.enter_context(running(*arguments, port=port))
            servers[name] = server, moodle
        yield servers


def _told(moodle: FakeMoodle) -> str:
    """What a handler that takes its launches must know of an LMS."""
    names = ("issuer", "client_id", "deployment", "keys")
    return json.dumps({name: getattr(moodle, name) for name in names})


@contextmanager
def served(kind: str, folder: Path) -> Iterator[tuple[Server, FakeMoodle]]:
    """The product on a new database of that kind, and an LMS that it knows."""
    with _known(kind, folder) as (engine, moodle), product(engine) as server:
        yield server, moodle


@contextmanager
def _by_driver(kind: str, folder: Path) -> Iterator[tuple[Server, FakeMoodle]]:
    """A handler that asks such a database what a launch asks, by the driver alone."""
    with _known(kind, folder) as (engine, moodle):
        asked = folder / "asked"
        asked.write_bytes(pickle.dumps(statements(engine, moodle)))
        port = free_port()
        database = engine.url.render_as_string(hide_password=False)
        arguments = (_told(moodle), str(port), str(asked), database)
        module = "tests.bench.verifying"
        with running(module, *arguments, port=port, database=engine) as server:
            yield server, moodle


@contextmanager
def _known(kind: str, folder: Path) -> Iterator[tuple[Engine, FakeMoodle]]:
    """A new database of that kind, and an LMS that it knows."""
    folder.mkdir()
    with databases(kind, None, folder) as ready, ExitStack() as stack:
        engine = ready.empty()
        migrate(engine)
        moodle = FakeMoodle()
        moodle.issuer = stack.enter_context(listening(moodle.answer))
        moodle.register(engine)
        yield engine, moodle
        engine.dispose()
