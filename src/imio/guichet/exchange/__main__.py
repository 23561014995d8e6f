"""Give and take procedures from the command line.

    python -m imio.guichet.exchange ZOPE_CONF export --to FILE.zip [CATEGORY/PROCEDURE …]
    python -m imio.guichet.exchange ZOPE_CONF import FILE.zip [--dry-run] [--publish]
                                    [--service THEIRS=OURS …] [--leave KEY …]
                                    [--values KEY …]

``export`` without names gives every procedure. ``import`` prints first what is new, what
changes and what is missing; it takes all or nothing. Exit codes: 0 done, 1 refused, 2
misused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import argparse
import sys


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        prog="python -m imio.guichet.exchange",
        description=(__doc__ or "").splitlines()[0],
    )
    parser.add_argument("conf", help="zope.conf")
    parser.add_argument("--site-id", default="charleroi")
    acts = parser.add_subparsers(dest="act", required=True)
    giving = acts.add_parser("export", help="write a package")
    giving.add_argument("--to", required=True, type=Path)
    giving.add_argument("names", nargs="*", metavar="CATEGORY/PROCEDURE")
    taking = acts.add_parser("import", help="take a package")
    taking.add_argument("file", type=Path)
    taking.add_argument("--dry-run", action="store_true")
    taking.add_argument("--publish", action="store_true")
    taking.add_argument("--service", action="append", default=[], metavar="THEIRS=OURS")
    taking.add_argument("--leave", action="append", default=[], metavar="KEY")
    taking.add_argument(
        "--values",
        action="append",
        default=[],
        metavar="KEY",
        help="take the package's values of options instead of the town's own",
    )
    options = parser.parse_args(arguments)
    if options.act == "import" and not all("=" in pair for pair in options.service):
        parser.error("--service THEIRS=OURS")
    return options


def give(site: Any, options: argparse.Namespace) -> None:
    """Write the package of the procedures that were named."""
    from imio.guichet.exchange import archive
    from imio.guichet.exchange import gather
    from imio.guichet.exchange import package

    known = {
        "/".join(item.getPhysicalPath()[-2:]): item
        for item in gather.procedures_of(site)
    }
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        raise SystemExit(f"Ces démarches n'existent pas : {', '.join(unknown)}")
    chosen = [known[name] for name in options.names or known]
    options.to.write_bytes(archive.pack(package.files(gather.gather(chosen))))
    print(f"{len(chosen)} démarche(s) dans {options.to}")


def take(site: Any, options: argparse.Namespace) -> None:
    """Print the plan of a package, then take it; raises PackageRefused."""
    from imio.guichet.exchange import archive
    from imio.guichet.exchange import package as packages
    from imio.guichet.exchange.gather import find_procedure
    from imio.guichet.exchange.plan import Choices
    from imio.guichet.exchange.plan import make_plan
    from imio.guichet.exchange.plan import PROCEDURES
    from imio.guichet.exchange.take import take as take_package
    from plone import api

    import transaction

    package = packages.parse(archive.unpack(options.file.read_bytes()))
    services = dict(pair.split("=", 1) for pair in options.service)
    choices = Choices(frozenset(options.leave), services, frozenset(options.values))
    plan = make_plan(site, package)
    for item in plan.items:
        changes = (
            f" ({', '.join(_said(text) for text in item.changes)})"
            if item.changes
            else ""
        )
        print(f"{item.state:8} {item.key}  {item.title}{changes}")
        if item.kept:
            print(f"         = options/{', options/'.join(item.kept)}")
        for problem in item.problems:
            print(f"         ! {problem.place}: {_said(problem.message)}")
    for need in plan.needs:
        print(
            f"missing  services/{need.id}  {need.title} → {services.get(need.id, '?')}"
        )
    if options.dry_run:
        return
    taken = take_package(site, package, choices)
    for item in taken:
        if options.publish and item.shelf == PROCEDURES:
            procedure = find_procedure(site, *item.id.split("/"))
            api.content.transition(procedure, "publish")
    transaction.commit()
    print(f"{len(taken)} élément(s) installé(s)")


def _said(message: str) -> str:
    from zope.i18n import translate

    return translate(message, target_language="fr")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = parse(arguments)
    from imio.guichet.core.commandline import open_site
    from imio.guichet.exchange.archive import PackageRefused

    site = open_site(options.conf, options.site_id)
    try:
        {"export": give, "import": take}[options.act](site, options)
    except PackageRefused as error:
        for problem in error.problems:
            print(f"{problem.place}: {_said(problem.message)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
