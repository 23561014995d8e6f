"""``make bench``: the speed budgets of docs/concepts/design.md, §8.

    python tests/bench/run.py [--size N …] [--rounds N] [--port PORT] [--fresh]

Each figure is a ratio: the median time of a request (or of a road) to the median time of
Plone's own front page, in the same process; both are asked in turns. Prints a table and
writes ``var/bench.json``, a list of {"name", "n", "ratio", "budget", "ok"}; the memory
of the process has a key "mb" besides, and neither ratio nor budget.
"""

from pathlib import Path

import argparse
import gc
import json
import statistics
import sys
import time


HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "scripts")]

from client import Unexpected  # noqa: E402
from client import Visitor  # noqa: E402
from database import PLAIN  # noqa: E402
from database import prepare  # noqa: E402
from database import working_copy  # noqa: E402
from process import serve  # noqa: E402
from process import Server  # noqa: E402
from scenario import Facts  # noqa: E402
from scenario import Json  # noqa: E402
from scenario import Scenario  # noqa: E402
from scenario import Stage  # noqa: E402
from scenarios import desk  # noqa: E402
from scenarios import form  # noqa: E402
from scenarios import public  # noqa: E402


AREAS = (public, form, desk)
#: Rounds before the measure: caches are filled, code is compiled.
WARM_UP = 4
REPORT = ROOT / "var" / "bench.json"


def scenarios_of(stage: Stage) -> list[Scenario]:
    """The scenarios of every area that plays on this site."""
    found = []
    for area in AREAS:
        try:
            found += area.scenarios(stage)
        except Unexpected as problem:
            print(f"    {area.__name__}: {problem}")
    return found


def play(stage: Stage, scenarios: list[Scenario], rounds: int) -> list[Json]:
    """Play every scenario ``rounds`` times, the reference before each; one row each."""
    reference = stage.visitor()
    plain: list[float] = []
    times: dict[str, list[float]] = {scenario.name: [] for scenario in scenarios}
    failures: dict[str, str] = {}
    gc.disable()
    for turn in range(WARM_UP + rounds):
        for scenario in scenarios:
            if scenario.name in failures:
                continue
            front = reference.get(stage.reference).seconds
            try:
                own = scenario.sample()
            except Unexpected as problem:
                failures[scenario.name] = str(problem)
                continue
            if turn >= WARM_UP:
                plain.append(front)
                times[scenario.name].append(own)
    gc.enable()
    unit = statistics.median(plain) if plain else 0
    print(f"    Plone's front page: {unit * 1000:.1f} ms (median of {len(plain)})")
    rows = []
    for scenario in scenarios:
        row: Json = {"name": scenario.name, "n": stage.facts.dossiers}
        if scenario.name in failures:
            print(f"    {scenario.name}: {failures[scenario.name]}")
            row |= {"ratio": None, "budget": scenario.budget, "ok": False}
        else:
            ratio = round(statistics.median(times[scenario.name]) / unit, 3)
            ok = ratio <= scenario.budget
            row |= {"ratio": ratio, "budget": scenario.budget, "ok": ok}
        rows.append(row)
    return rows


def weigh(server: Server, name: str, facts: Facts) -> Json:
    """The memory of the process now, as a row."""
    row: Json = {"name": name, "n": facts.dossiers}
    return row | {"ratio": None, "budget": None, "ok": True, "mb": server.memory()}


def measure(size: int, options: argparse.Namespace) -> list[Json]:
    """All the rows of one database."""
    print(f"==> {size} dossiers", flush=True)
    prepared, facts = prepare(size, options.port, reuse=not options.fresh)
    instance = working_copy(prepared)
    with serve(instance, f"/{PLAIN}") as server:
        stage = Stage(facts, lambda: Visitor(instance.host, instance.port), f"/{PLAIN}")
        before = weigh(server, "memory after the first page", facts)
        rows = play(stage, scenarios_of(stage), options.rounds)
        after = weigh(server, "memory after the measures", facts)
    return [*rows, before, after]


def table(rows: list[Json]) -> str:
    """The rows as text, the sizes side by side."""
    sizes = sorted({row["n"] for row in rows})
    names = list(dict.fromkeys(row["name"] for row in rows))
    cells = {(row["name"], row["n"]): row for row in rows}
    wide = max(map(len, names))
    head = "".join(f"{size:>10,}" for size in sizes)
    lines = ["", f"{'':<{wide}}{head}{'budget':>10}"]
    for name in names:
        line, budget = f"{name:<{wide}}", ""
        for size in sizes:
            row = cells.get((name, size), {})
            if "mb" in row:
                line += f"{row['mb']:>7} MB"
                continue
            ratio = row.get("ratio")
            text = "-" if ratio is None else f"{ratio:.2f}"
            line += f"{text + ('' if row.get('ok') else ' !'):>10}"
            budget = f"{row['budget']:.2f}" if row else budget
        lines.append(f"{line}{budget:>10}")
    return "\n".join(lines)


def main() -> None:
    """Entry point of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    options = parser.parse_args()
    started = time.monotonic()
    rows = [row for size in sorted(options.size) for row in measure(size, options)]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(rows, indent=2) + "\n")
    print(table(rows))
    print(f"\n{REPORT.relative_to(ROOT)}  ({time.monotonic() - started:.0f} s)")


if __name__ == "__main__":
    main()
