"""Every question put to every contender, in turns."""

from functools import partial
from typing import Any

from . import measuring
from .contenders import ideal, orm, ours, wagtail
from .measuring import Taken, Work
from .questions import (
    FREQUENT,
    IDEAL,
    LINKS,
    ORM,
    OURS,
    QUESTIONS,
    THREE_YEARS,
    WAGTAIL,
    Asked,
    Question,
)


def contenders() -> dict[str, Any]:
    """Those who answer, by name."""
    ours.prepare()
    wagtail.allow_filters()
    ideal.learn()
    by_hand = {IDEAL: ideal.Ideal(by_tags=True), LINKS: ideal.Ideal()}
    return {OURS: ours, ORM: orm, WAGTAIL: wagtail, **by_hand}


def measure() -> dict[str, dict[str, Taken]]:
    """By question and contender; of the questions of a sort the mean of each contender's medians."""
    those = contenders()
    return {question.label: _asked(question, those) for question in QUESTIONS}


def _asked(question: Question, those: dict[str, Any]) -> dict[str, Taken]:
    able = {name: one for name, one in those.items() if hasattr(one, question.wanted)}
    if question.wanted == "page":
        for asked in question.asked:
            _compare(able, asked)
    each = [
        measuring.medians({name: _work(one, question.wanted, asked) for name, one in able.items()})
        for asked in question.asked
    ]
    return {
        name: Taken(
            *(sum(column) / len(each) for column in zip(*(m[name] for m in each), strict=True))
        )
        for name in able
    }


def _compare(able: dict[str, Any], asked: Asked) -> None:
    """What is compared must be the same: as many answers as by hand."""
    ours = able[OURS].page(able[OURS].read(asked)).total
    by_hand = able[IDEAL].page(asked).total
    if ours != by_hand:
        print(f"{asked.query}: ours finds {ours}, by hand {by_hand}")


def _work(one: Any, wanted: str, asked: Asked) -> Work:
    """Answering; a contender that has a form reads it before, unmeasured."""
    read = getattr(one, "read", lambda asked: asked)
    return Work(getattr(one, wanted), partial(read, asked))


def forms() -> Taken:
    """What reading a question costs our site: the form with everything that it offers to choose."""
    asked = Asked(name="robotics", venue=FREQUENT, **THREE_YEARS)
    return measuring.medians({OURS: Work(ours.read, lambda: asked)})[OURS]
