"""Filling in the two-page form: each page asks ten questions."""

from client import Answer
from client import Unexpected
from client import Visitor
from lxml.html import HtmlElement
from scenario import Scenario
from scenario import Stage


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
    ]
