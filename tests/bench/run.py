"""``make bench``: the speed budgets of docs/concepts/design.md, §8.

    python tests/bench/run.py [--size N …] [--rounds N] [--port PORT] [--fresh]

Each figure is a ratio: the median time of a request (or of a road) to the median time of
Plone's own front page, in the same process; both are asked in turns. Prints a table and
writes ``var/bench.json``, a list of {"name", "n", "ratio", "budget", "ok"}. A row
without a budget has None there, and is always ok. What is measured without HTTP (see
``inside.py``) has its time to that of the front page as well; the rows of memory have a
key "mb" besides, and neither ratio nor budget.
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
from database import run  # noqa: E402
from database import working_copy  # noqa: E402
from instance import Instance  # noqa: E402
from process import serve  # noqa: E402
from process import Server  # noqa: E402
from scenario import Comparison  # noqa: E402
from scenario import Facts  # noqa: E402
from scenario import Json  # noqa: E402
from scenario import Scenario  # noqa: E402
from scenario import Stage  # noqa: E402
from scenarios import desk  # noqa: E402
from scenarios import form  # noqa: E402
from scenarios import public  # noqa: E402
from scenarios import sizes  # noqa: E402


AREAS = (public, form, sizes, desk)
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


def row_of(name: str, n: int, ratio: float, budget: float | None) -> Json:
    """A row; without a budget any ratio is right."""
    ratio = round(ratio, 3)
    ok = budget is None or ratio <= budget
    return {"name": name, "n": n, "ratio": ratio, "budget": budget, "ok": ok}


def play(
    stage: Stage, scenarios: list[Scenario], rounds: int
) -> tuple[list[Json], dict[str, float], float]:
    """Play every scenario ``rounds`` times, the reference before each.

    Returns a row for each, the median seconds by name, and those of the reference.
    """
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
    medians = {}
    for scenario in scenarios:
        name = scenario.name
        if name in failures:
            print(f"    {name}: {failures[name]}")
            row: Json = {"name": name, "n": stage.facts.dossiers}
            rows.append(row | {"ratio": None, "budget": scenario.budget, "ok": False})
            continue
        medians[name] = statistics.median(times[name])
        ratio = medians[name] / unit
        rows.append(row_of(name, stage.facts.dossiers, ratio, scenario.budget))
    return rows, medians, unit


def compare(n: int, medians: dict[str, float], lines: list[Comparison]) -> list[Json]:
    """The rows that divide one time by another; none where one of both failed."""
    return [
        row_of(line.name, n, medians[line.of] / medians[line.by], line.budget)
        for line in lines
        if line.of in medians and line.by in medians
    ]


def look_inside(instance: Instance, facts: Facts, unit: float) -> list[Json]:
    """What is measured in a process of its own, without HTTP; ``unit`` in seconds."""
    target = instance.var / "inside.json"
    run(HERE / "inside.py", instance.zope_conf, facts.site, target)
    rows = []
    for found in json.loads(target.read_text()):
        name = found["name"]
        if "mb" in found:
            row: Json = {"name": name, "n": facts.dossiers, "mb": found["mb"]}
            rows.append(row | {"ratio": None, "budget": None, "ok": True})
        else:
            ratio = found["ms"] / 1000 / unit
            row = row_of(name, facts.dossiers, ratio, found["budget"])
            rows.append(row | {"ms": found["ms"]})
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
        rows, medians, unit = play(stage, scenarios_of(stage), options.rounds)
        after = weigh(server, "memory after the measures", facts)
    rows += compare(facts.dossiers, medians, sizes.comparisons())
    inside = look_inside(instance, facts, unit)
    return [*rows, *inside, before, after]


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
            if row.get("budget") is not None:
                budget = f"{row['budget']:.2f}"
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
