"""Every question put to every contender, in turns."""

from functools import partial
from typing import Any

from . import measuring
from .contenders import ideal, orm, ours, wagtail
from .measuring import Taken, Work
from .questions import FREQUENT, IDEAL, ORM, OURS, QUESTIONS, THREE_YEARS, WAGTAIL, Asked, Question


def contenders() -> dict[str, Any]:
    """Those who answer, by name."""
    ours.prepare()
    wagtail.allow_filters()
    ideal.learn()
    by_hand = (ideal.Ideal(), ideal.Ideal(by_tags=True))
    return {OURS: ours, ORM: orm, WAGTAIL: wagtail, **dict(zip(IDEAL, by_hand, strict=True))}


def measure() -> dict[str, dict[str, Taken]]:
    """By question and contender; of the questions of a sort the mean of each contender's medians."""
    those = contenders()
    return {question.label: _asked(question, those) for question in QUESTIONS}


def _asked(question: Question, those: dict[str, Any]) -> dict[str, Taken]:
    able = {name: one for name, one in those.items() if hasattr(one, question.wanted)}
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


def _work(one: Any, wanted: str, asked: Asked) -> Work:
    """Answering; a contender that has a form reads it before, unmeasured."""
    read = getattr(one, "read", lambda asked: asked)
    return Work(getattr(one, wanted), partial(read, asked))


def forms() -> Taken:
    """What reading a question costs our site: the form with everything that it offers to choose."""
    asked = Asked(name="robotics", venue=FREQUENT, **THREE_YEARS)
    return measuring.medians({OURS: Work(ours.read, lambda: asked)})[OURS]
