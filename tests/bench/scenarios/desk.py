"""The agents' pages."""

from client import Unexpected
from scenario import Scenario
from scenario import Stage


ROWS = 50


def scenarios(stage: Stage) -> list[Scenario]:
    """The list and one dossier, for an agent who may read every dossier made here."""
    facts = stage.facts
    agent = stage.visitor()
    agent.sign_in(facts.site, facts.agent, facts.password)

    def listing() -> float:
        answer = agent.get(f"{facts.site}/@@desk?tab=all&size={ROWS}")
        rows = len(answer.page.cssselect("tbody tr"))
        if rows != min(ROWS, facts.dossiers):
            raise Unexpected(f"the desk shows {rows} rows")
        return answer.seconds

    def dossier() -> float:
        answer = agent.get(facts.dossier)
        if facts.dossier.rpartition("/")[2] not in answer.body:
            raise Unexpected("the dossier does not show its reference")
        return answer.seconds

    return [
        Scenario(f"desk list of {ROWS} rows", 1.5, listing),
        Scenario("dossier page at the desk", 1.3, dossier),
    ]
