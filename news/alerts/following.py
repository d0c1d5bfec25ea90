"""Alerts follow the things that they ask for."""

from django.http import QueryDict

from news.models import Alert

from .questions import canonical


def follow(parameter: str, old: str, new: str) -> int:
    """Ask for one thing in the place of another (slugs) in all alerts; how many were changed.

    Of two that ask the same for one address from now on, the confirmed one stays.
    """
    changed = 0
    for alert in Alert.objects.filter(question__contains=old).order_by("pk").iterator(500):
        asked = QueryDict(alert.question.removeprefix("?"), mutable=True)
        values = asked.getlist(parameter)
        if old not in values:
            continue
        asked.setlist(parameter, [new if value == old else value for value in values])
        alert.question = canonical(asked).query
        same = Alert.objects.of(alert.address).filter(
            language=alert.language, question=alert.question
        )
        same = same.exclude(pk=alert.pk)
        twin = same.first()
        if twin and (twin.confirmed_at or not alert.confirmed_at):
            alert.delete()
        else:
            same.delete()
            alert.save(update_fields=["question"])
        changed += 1
    return changed
