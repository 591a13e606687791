"""What a login and a launch cost, beside others that take the same ones in the same run.

A login is all the way to the question that the LMS is asked; a launch is by somebody who
was here before. The bare handler verifies the token and does no more; pylti1p3's own Flask
adapter does the whole launch, in memory.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from lti_social.core.migrate import migrate
from tests.bench.serving import Server, free_port, product, running
from tests.bench.visitors import Crowd
from tests.databases import KINDS, databases
from tests.loopback import listening
from tests.lti.fake_moodle import FakeMoodle

ROUNDS, PEOPLE = 5, 200
BARE, ADAPTER = "bare handler: the token alone", "pylti1p3’s Flask adapter: no database"
GOALS = {  # milliseconds, and how many times a bare handler's launch
    "Login": ({"lti-social, sqlite": 1.0, "lti-social, postgresql": 1.2}, 2),
    "Launch": ({"lti-social, sqlite": 1.8, "lti-social, postgresql": 2.6}, 3),
}

Costs = Mapping[str, float]  # milliseconds of CPU of each step, by its name


def table(folder: Path) -> str:
    costs = _measured(folder)
    return "\n\n".join(_table(step, costs) for step in GOALS)


def _table(step: str, costs: Mapping[str, Costs]) -> str:
    goals, times = GOALS[step]
    bare, adapter = costs[BARE]["Launch"], costs[ADAPTER][step]
    lines = [f"| {step} | CPU | Goal | Beside bare | Beside Flask |\n|---|" + "---:|" * 4]
    for name, cost in ((name, spent[step]) for name, spent in costs.items()):
        if (name, step) == (BARE, "Login"):  # it only sends the browser on
            continue
        goal = f"{goals[name]} ms" if name in goals else ""
        shares = f"{cost / bare:.2f} | {cost / adapter:.2f}"
        lines.append(f"| {name} | {cost:.2f} ms | {goal} | {shares} |")
    lines.append(f"\nThe goal: at most {times} times the bare handler’s launch.")
    return "\n".join(lines)


def _measured(folder: Path) -> dict[str, Costs]:
    """The median of rounds that take turns, once everybody was here."""
    with _servers(folder) as servers:
        crowds = {
            name: Crowd(moodle, server.port, PEOPLE)
            for name, (server, moodle) in servers.items()
        }
        rounds: dict[str, list[Costs]] = {name: [] for name in servers}
        for _ in range(1 + ROUNDS):
            for name, (server, _moodle) in servers.items():
                rounds[name].append(_cost(server, crowds[name]))
    return {
        name: {step: median(costs[step] for costs in measured[1:]) for step in GOALS}
        for name, measured in rounds.items()
    }


def _cost(server: Server, crowd: Crowd) -> Costs:
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
        moodle = next(iter(servers.values()))[1]
        lms = {
            "issuer": moodle.issuer,
            "client_id": moodle.client_id,
            "deployment": moodle.deployment,
            "keys": moodle.keys,
        }
        for name, module in ((BARE, "verifying"), (ADAPTER, "adapter")):
            port = free_port()
            arguments = (f"tests.bench.{module}", json.dumps(lms), str(port))
            server = stack.enter_context(running(*arguments, port=port))
            servers[name] = server, moodle
        yield servers


@contextmanager
def served(kind: str, folder: Path) -> Iterator[tuple[Server, FakeMoodle]]:
    """The product on a new database of that kind, and an LMS that it knows."""
    folder.mkdir()
    with databases(kind, None, folder) as ready, ExitStack() as stack:
        engine = ready.empty()
        migrate(engine)
        moodle = FakeMoodle()
        moodle.issuer = stack.enter_context(listening(moodle.answer))
        moodle.register(engine)
        yield stack.enter_context(product(engine)), moodle
        engine.dispose()
