"""Letters and kill -9: whenever the worker dies, nobody gets a letter twice, and a kill costs one at most."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.operator.test_worker import Machine, machine, prepared, wait_until
from tests.postbox import Postbox

__all__ = ["machine", "prepared"]

READERS = """
from news.models import Alert
Alert.objects.all().delete()
for number in range({number}):
    alert = Alert(address=f"reader{{number}}@example.org", language="en", rhythm="at-once")
    alert.save()
    alert.confirm()
"""
PUBLISH = """
from django.utils import timezone
from news.models import ArticlePage, NewsIndexPage
index = NewsIndexPage.objects.get(locale__language_code="en")
page = ArticlePage(title="{title}", date=timezone.localdate(), live=False)
index.add_child(instance=page)
page.save_revision().publish()
"""
STATE = """
import json
from news.models import Letter
letters = Letter.objects.all()
print("STATE", json.dumps([letters.filter(claimed_at=None).count(), letters.count()]))
"""


@pytest.fixture
def letters(machine: Machine, postbox: Postbox) -> Iterator[Postbox]:
    """The mail server that the machine's worker writes to."""
    machine.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{postbox.port}"
    yield postbox
    machine.run("from news.models import Alert; Alert.objects.all().delete()")
    del machine.environment["EMAIL_URL"]


def left(machine: Machine) -> tuple[int, int]:
    """How many letters wait, and how many wait or are in doubt."""
    lines = machine.run(STATE).splitlines()
    waiting, all_of_them = json.loads(next(line for line in lines if line.startswith("STATE "))[6:])
    return waiting, all_of_them


def received(postbox: Postbox) -> Counter[str]:
    return Counter(str(letter["To"]) for letter in postbox.letters)


def test_letters_are_not_doubled_by_kill_9_and_a_kill_costs_one_at_most(
    machine: Machine, letters: Postbox
):
    readers, kills = 60, (1, 20, 40)
    chance = random.Random()  # noqa: S311
    machine.run(READERS.format(number=readers))
    letters.before = lambda _letter: time.sleep(0.03)
    machine.run(PUBLISH.format(title="Killed"))
    machine.start("worker")
    for number in kills:
        wait_until(lambda number=number: len(letters.letters) >= number)
        time.sleep(chance.uniform(0, 0.1))
        machine.kill("worker")
        machine.start("worker")
    wait_until(lambda: left(machine)[0] == 0 and len(letters.letters) >= readers - len(kills), 80)
    told = received(letters)
    assert set(told.values()) == {1}
    # What is missing is known: no letter is lost without a trace.
    assert len(told) + left(machine)[1] >= readers


def test_a_worker_that_dies_while_the_server_takes_a_letter_does_not_send_it_again(
    machine: Machine, letters: Postbox
):
    machine.run(READERS.format(number=3))
    killed = []

    def kill(_letter: object) -> None:
        if not killed:
            killed.append(True)
            machine.kill("worker")

    letters.before = kill
    machine.run(PUBLISH.format(title="Taken"))
    machine.start("worker")
    wait_until(lambda: killed and len(letters.letters) == 1)
    machine.start("worker")
    wait_until(lambda: len(letters.letters) >= 3 and left(machine)[0] == 0)
    assert received(letters) == {f"reader{number}@example.org": 1 for number in range(3)}
