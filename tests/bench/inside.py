"""What is measured inside Zope, without HTTP; a process of its own.

    python tests/bench/inside.py ZOPE_CONF SITE_PATH RESULT_JSON

Writes a list of {"name", "ms", "budget"} (median milliseconds; the budget is a ratio to
Plone's front page) and {"name", "mb"} (what the parsed forms add to the process).
"""

from collections.abc import Callable
from generate import FORMS
from generate import TWELVE
from imio.guichet.core.commandline import open_site
from imio.guichet.forms import filling
from imio.guichet.forms import models
from imio.guichet.forms.reading import Reader
from pathlib import Path

import datetime
import gc
import json
import psutil
import statistics
import sys
import time


TODAY = datetime.date(2027, 6, 12)
TURNS = 200
PROCEDURES, REVISIONS = 100, 10


def median_ms(act: Callable[[], object], turns: int = TURNS) -> float:
    """Milliseconds that a call takes."""
    times = []
    for _turn in range(turns):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return round(statistics.median(times) * 1000, 3)


def answers() -> dict[str, object]:
    """What somebody answered on the twelve pages."""
    found: dict[str, object] = {}
    for name in TWELVE:
        found |= {
            f"{name}_nom": "Dupont",
            f"{name}_prenom": "Camille",
            f"{name}_courriel": "camille@example.be",
            f"{name}_telephone": "071 12 34 56",
            f"{name}_nombre": 120,
            f"{name}_jour": TODAY,
            f"{name}_endroit": "rue",
            f"{name}_couvert": True,
            f"{name}_adresse": "Rue des Mesures 1",
            f"{name}_description": "Quelques mots.",
            f"{name}_ruelle": "Une ruelle",
            f"{name}_toile": "Une toile",
        }
    return found


def rules() -> list[dict[str, object]]:
    """What the rules of the form of 150 fields cost on the server."""
    form = Reader(models.clean_html).read(FORMS["douze-pages-150"])
    assert form is not None and len(list(form.fields())) == 150
    ruled = [
        rule
        for page in form.pages
        for one in (page, *page.fields)
        for name in ("show", "require", "compute")
        if (rule := getattr(one, name, None)) is not None
    ]
    assert len(ruled) == 40
    given = answers()
    asked = filling.ask(form, given, TODAY)
    shown = sum(len(page.fields) for page in asked.pages)
    assert len(asked.pages) == 12 and shown == 150, (len(asked.pages), shown)
    progress = [page.id for page in asked.pages]
    missing = filling.first_incomplete(asked, progress, TODAY)
    assert missing is None, missing
    return [
        {
            "name": "rules of the server: 150 fields, 40 rules",
            "ms": median_ms(lambda: filling.ask(form, given, TODAY)),
            "budget": 0.1,
        },
        {
            "name": "rules and checks of the server: 150 fields, 40 rules",
            "ms": median_ms(
                lambda: filling.first_incomplete(
                    filling.ask(form, given, TODAY), progress, TODAY
                )
            ),
            "budget": 0.2,
        },
        {
            "name": "form of 80 fields read from its XML, once a revision",
            "ms": median_ms(
                lambda: Reader(models.clean_html).read(FORMS["huit-pages-80"]), 10
            ),
            "budget": None,
        },
    ]


def resident() -> int:
    """Bytes of memory of this process."""
    gc.collect()
    return psutil.Process().memory_info().rss


def weigh(title: str, source: str, before: int) -> dict[str, object]:
    """Memory of the parsed forms of many procedures and revisions, as a cache keeps
    would without a limit; ``before`` is what the process had without any."""
    cache = models.Cache(10**9)
    for procedure in range(PROCEDURES):
        for revision in range(REVISIONS):
            own = f"{source}<!-- {procedure} {revision} -->"
            form = Reader(models.clean_html).read(own)
            assert form is not None
            key = (f"procedure-{procedure}", revision, 0, "")
            cache.put(key, (own, {}), form)
    return {"name": title, "mb": round((resident() - before) / 1024**2)}


def main() -> None:
    """Entry point of the command line."""
    conf, site, target = sys.argv[1:]
    open_site(conf, site.strip("/"))
    many = f"{PROCEDURES} procedures x {REVISIONS} revisions parsed"
    found = rules()
    before = resident()
    # The largest last: memory that was freed is used again, not given back.
    found.append(weigh(f"{many}, 20 fields", FORMS["deux-pages"], before))
    found.append(weigh(f"{many}, 80 fields", FORMS["huit-pages-80"], before))
    Path(target).write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
