"""Handing letters to the mail server: over one connection, each once."""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail import mailers
from django.db import transaction
from django.utils import timezone

from news.models import Alert, Letter
from news.models.alerts import LetterKind

from .letters import Reading, message

logger = logging.getLogger(__name__)

AT_A_TIME = 500
# Until the next attempt of a letter that the mail server would not take just now: three days in all.
WAITS = [dt.timedelta(minutes=minutes) for minutes in (2, 10, 60, 240, 720, 1440, 1440)]
REFUSALS = 3  # in a row, after which an address is forgotten


def send(until: Callable[[], bool] = lambda: False) -> int:
    """Send the letters that are due; how many went. Ends early when `until` says so.

    Raises OSError or SMTPException when the mail server cannot be reached: no letter has been touched then.
    """
    now = timezone.now()
    _give_up(now)
    letters = list(Letter.objects.due(now).values_list("pk", flat=True)[:AT_A_TIME])
    if not letters:
        return 0
    sent = 0
    connection, reading = mailers.default, Reading()
    connection.open()
    try:
        for pk in letters:
            if until():
                break
            sent += _send(connection, reading, pk)
    finally:
        connection.close()
    return sent


def _give_up(now: dt.datetime) -> None:
    for letter in Letter.objects.doubtful(now).select_related("alert"):
        logger.warning(
            "Letter %s may or may not have been sent when a worker was killed: it is given up.",
            letter.message_id,
        )
        _done(letter)


def _send(connection: Any, reading: Reading, pk: int) -> bool:
    """Send one letter, unless it is gone; whether the mail server has taken it."""
    letter = Letter.objects.select_related("alert").filter(pk=pk).first()
    if letter is None:
        return False
    try:
        composed = message(letter, reading)
    except Exception:
        logger.exception("Letter %d cannot be written.", pk)
        _later(letter)
        return False
    if composed is None:  # its articles were taken back meanwhile
        _done(letter)
        return False
    _revive(connection)
    # From here to `_done` a kill leaves the letter claimed: it is not sent a second time.
    if not Letter.objects.filter(pk=pk).claim():
        return False
    try:
        connection.send_messages([composed])
    except (smtplib.SMTPRecipientsRefused, ValueError) as error:
        _refused(letter, error)
    except smtplib.SMTPResponseException as error:
        logger.warning("The mail server does not take a letter: %d", error.smtp_code)
        _later(letter)
    except (smtplib.SMTPException, OSError):
        logger.warning("Letter %s may not have been sent: connection lost.", letter.message_id)
        _done(letter)
        connection.close()
    else:
        _done(letter)
        if letter.alert.refusals:
            Alert.objects.filter(pk=letter.alert_id).update(refusals=0)
        return True
    return False


def _revive(connection: Any) -> None:
    """Open a connection anew that the server has closed: to notice it later would cost a letter."""
    smtp = getattr(connection, "connection", None)
    if smtp is not None:
        try:
            if smtp.noop()[0] == 250:
                return
        except (smtplib.SMTPException, OSError):
            pass
        connection.close()
    connection.open()


@transaction.atomic
def _done(letter: Letter) -> None:
    """Forget a letter; with the last one the alert goes."""
    if letter.kind == LetterKind.ENDED:
        letter.alert.delete()
    else:
        letter.delete()


def _later(letter: Letter) -> None:
    """Try again after a while; give up after the last attempt."""
    if letter.attempts >= len(WAITS):
        logger.error("Letter %s is given up.", letter.message_id)
        _done(letter)
        return
    at = timezone.now() + WAITS[letter.attempts]
    Letter.objects.filter(pk=letter.pk).update(
        claimed_at=None, attempts=letter.attempts + 1, next_attempt_at=at
    )


@transaction.atomic
def _refused(letter: Letter, error: Exception) -> None:
    """An address that is refused for good loses its letter, and after some letters its alert."""
    codes = [code for code, _text in getattr(error, "recipients", {}).values()]
    if any(code < 500 for code in codes):
        _later(letter)
        return
    letter.alert.refusals += 1
    if letter.kind != LetterKind.NEWS or letter.alert.refusals >= REFUSALS:
        letter.alert.delete()
        return
    letter.alert.save(update_fields=["refusals"])
    letter.delete()
