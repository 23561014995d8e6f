"""What anonymous people see first: the same for everybody, from the cache."""

from scenario import Scenario
from scenario import Stage


CACHED = 0.15


def scenarios(stage: Stage) -> list[Scenario]:
    """Public pages and a form's first page."""
    visitor = stage.visitor()
    pages = {
        "home, anonymous": stage.facts.site,
        "e-counter, anonymous": f"{stage.facts.site}/guichet",
        "procedure page, anonymous": stage.facts.procedure,
        "first form page, anonymous": f"{stage.facts.procedure}/@@form",
    }

    def sample(path: str) -> float:
        return visitor.get(path).seconds

    return [
        Scenario(name, CACHED, lambda path=path: sample(path))
        for name, path in pages.items()
    ]
