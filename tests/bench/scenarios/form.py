"""Filling in forms: the one of two pages with ten questions, and those of other sizes."""

from client import Answer
from client import Unexpected
from client import Visitor
from lxml.html import HtmlElement
from scenario import Comparison
from scenario import Scenario
from scenario import Stage


#: What the rows of a form are called, by its id in ``generate.FORMS``.
TITLES = {
    "une-page-10": "10 fields, all on a page",
    "une-page-80": "80 fields, all on a page",
    "huit-pages-80": "80 fields, ten a page",
    "douze-pages-150": "150 fields and 40 rules, a page of ten",
}
#: The form of a page of questions, or of the final check.
FORM = "form[method=post]"


def page_form(answer: Answer) -> HtmlElement:
    """The form a page shows; raises Unexpected when it tells an error."""
    wrong = answer.page.cssselect("[aria-invalid=true]")
    if wrong:
        names = [element.get("name") for element in wrong]
        raise Unexpected(f"{answer.url} refuses {names}")
    forms = [
        form
        for form in answer.page.cssselect(FORM)
        if "@@form" in (form.get("action") or answer.url)
    ]
    if not forms:
        raise Unexpected(f"{answer.url} has no form")
    return forms[0]


def second_page(answer: Answer) -> Answer:
    """The answer, if it is the second page; raises Unexpected otherwise."""
    page_form(answer)
    answer.find("[name='f.seconde_nom']")
    return answer


def first_page(visitor: Visitor, stage: Stage) -> Answer:
    return visitor.get(f"{stage.facts.procedure}/@@form")


def scenarios(stage: Stage) -> list[Scenario]:
    """Pages of a draft, the submission, and the whole road."""

    def whole_page() -> float:
        """The second page of a draft, as a whole page."""
        visitor = stage.visitor()
        first = first_page(visitor, stage)
        second = second_page(visitor.submit(first, page_form(first)))
        return visitor.get(second.url).seconds

    def fragment() -> float:
        """The post of the first page, answered with the second as a fragment."""
        visitor = stage.visitor()
        first = first_page(visitor, stage)
        visitor.start_clock()
        answer = visitor.submit_fragment(first, page_form(first))
        seconds = visitor.elapsed
        second_page(answer)
        return seconds

    def submission() -> float:
        """The post of the final check, alone: the confirmation comes after it."""
        visitor = stage.visitor()
        first = first_page(visitor, stage)
        second = visitor.submit_fragment(first, page_form(first))
        check = visitor.submit_fragment(second, page_form(second))
        action, values = visitor._filled(check, page_form(check), {})
        answer = visitor.ask("POST", action, values)
        if answer.status not in (302, 303):
            raise Unexpected(f"the submission answers {answer.status}")
        return answer.seconds

    def whole_road() -> float:
        """Every request of the road, as our script makes them."""
        visitor = stage.visitor()
        first = first_page(visitor, stage)
        second = visitor.submit_fragment(first, page_form(first))
        check = visitor.submit_fragment(second, page_form(second))
        confirmation = visitor.submit(check, page_form(check))
        if "BEN-" not in confirmation.body:
            raise Unexpected(f"{confirmation.url} shows no reference")
        return visitor.elapsed

    return [
        Scenario("form page, whole, ten fields", 1.1, whole_page),
        Scenario("form page as a fragment, ten fields, with its post", 0.5, fragment),
        Scenario("final submission", 2.0, submission),
        Scenario("two-page form, all requests", 3.5, whole_road),
        *(one for name in TITLES for one in pages_of(stage, name)),
        twelve_pages(stage),
    ]


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
