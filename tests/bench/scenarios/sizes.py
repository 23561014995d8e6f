"""Forms of other sizes: few and many fields, on one page and on several."""

from client import Unexpected
from scenario import Comparison
from scenario import Scenario
from scenario import Stage
from scenarios.form import page_form


#: What the rows of a form are called, by its id in ``generate.FORMS``.
TITLES = {
    "une-page-10": "10 fields, all on a page",
    "une-page-80": "80 fields, all on a page",
    "huit-pages-80": "80 fields, ten a page",
    "douze-pages-150": "150 fields and 40 rules, a page of ten",
}


def scenarios(stage: Stage) -> list[Scenario]:
    """A page of each form, whole and as a fragment; the longest submission."""
    pages = [one for name in TITLES for one in pages_of(stage, name)]
    return [*pages, twelve_pages(stage)]


def pages_of(stage: Stage, name: str) -> list[Scenario]:
    """The page that is shown once a form is begun, whole and as a fragment.

    Of a form of one page it is that page, and the final check comes as a whole page.
    """
    visitor = stage.visitor()
    first = visitor.get(f"{stage.facts.forms[name]}/@@form")
    second = visitor.submit(first, page_form(first))
    begun = visitor.get(second.url.rpartition("/")[0] + "/page1")
    looked_at = second.url if "/check" not in second.url else begun.url

    def whole_page() -> float:
        answer = visitor.get(looked_at)
        page_form(answer)
        return answer.seconds

    def fragment() -> float:
        visitor.start_clock()
        answer = visitor.submit_fragment(begun, page_form(begun))
        seconds = visitor.elapsed
        page_form(answer)
        return seconds

    title = TITLES[name]
    return [
        Scenario(f"page, whole: {title}", None, whole_page),
        Scenario(f"page, fragment, with its post: {title}", None, fragment),
    ]


def twelve_pages(stage: Stage) -> Scenario:
    """The submission of the form of twelve pages, alone; its pages are filled before."""

    def submission() -> float:
        visitor = stage.visitor()
        answer = visitor.get(f"{stage.facts.forms['douze-pages-150']}/@@form")
        for _page in range(12):
            answer = visitor.submit_fragment(answer, page_form(answer))
        action, values = visitor._filled(answer, page_form(answer), {})
        sent = visitor.ask("POST", action, values)
        if sent.status not in (302, 303):
            raise Unexpected(f"the submission answers {sent.status}")
        return sent.seconds

    return Scenario("final submission: 150 fields on 12 pages", 2.0, submission)


def comparisons() -> list[Comparison]:
    """A page costs by what it shows: ten questions of 150 as ten of ten."""
    return [
        Comparison(
            "ten of 150 fields, to ten of ten: page, whole",
            f"page, whole: {TITLES['douze-pages-150']}",
            f"page, whole: {TITLES['une-page-10']}",
            1.25,
        ),
        Comparison(
            "ten of 150 fields, to ten of 80: fragment",
            f"page, fragment, with its post: {TITLES['douze-pages-150']}",
            f"page, fragment, with its post: {TITLES['huit-pages-80']}",
            1.25,
        ),
    ]
