"""Alerts by e-mail: who wants to hear of what, what is new, and the letters that wait to be sent."""

import datetime as dt
import secrets
from email.utils import make_msgid
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from .saved_views import QUERY_LENGTH

RANDOM_BYTES = 24  # 192 bits
UNCONFIRMED = dt.timedelta(hours=48)
HOUR = dt.time(8)  # of the newsroom's day, for what is not sent at once
# Between two letters of an alert at once: an editor who publishes five articles sends two letters.
PAUSE = dt.timedelta(minutes=5)
DOUBTFUL = dt.timedelta(minutes=15)  # no mail server takes that long
ALERTS = 20  # of one address


def new_token() -> str:
    """A part of an address that nobody can guess."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def new_message_id() -> str:
    """The name of a letter, see RFC 5322, 3.6.4."""
    return make_msgid(domain=urlsplit(settings.BASE_URL).hostname)


class Rhythm(models.TextChoices):
    """How often an alert may write."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Every day at 8:00")
    WEEKLY = "weekly", _("Every Monday at 8:00")

    def after(self, now: dt.datetime) -> dt.datetime:
        """The next moment at which a letter may be written."""
        if self == Rhythm.AT_ONCE:
            return now
        zone = timezone.get_default_timezone()
        today = now.astimezone(zone).date()
        days = (today + dt.timedelta(days=number) for number in range(8))
        moments = (
            dt.datetime.combine(day, HOUR, zone)
            for day in days
            if self == Rhythm.DAILY or day.weekday() == 0
        )
        return next(moment for moment in moments if moment > now)


class NewArticle(models.Model):
    """An article that alerts tell of, numbered in the order in which articles were noticed.

    Only the worker that holds a lock gives numbers: whoever has seen one has seen all before it.
    """

    number = models.BigAutoField(primary_key=True)
    article: Any = models.OneToOneField(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="+"
    )
    noticed_at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("new article")
        verbose_name_plural = _("new articles")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def last_number(cls) -> int:
        """The number of the newest; 0 when there is none."""
        return cls.objects.aggregate(last=models.Max("number"))["last"] or 0


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts, as a chain of narrowing steps."""

    def of(self, address: str) -> Self:
        """Those of an address, however its letters are written."""
        return self.filter(address__iexact=address)

    def confirmed(self) -> Self:
        """Those whose owner has confirmed them."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self) -> Self:
        """Those that nobody has confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED)

    def due(self, now: dt.datetime) -> Self:
        """Those that may write now."""
        return self.confirmed().filter(next_at__lte=now)


class Alert(models.Model):
    """An address that wants to hear what answers a question. Nothing else is kept of a person."""

    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=100)
    question = models.CharField(
        _("question"), max_length=QUERY_LENGTH, blank=True, help_text=_("As in an address.")
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    # Up to which number of `NewArticle` letters have been written.
    told = models.BigIntegerField(default=0)
    # Empty when its question cannot be asked any longer: a last letter says so.
    next_at = models.DateTimeField(null=True)
    # How often in a row the mail server would not take a letter for this address.
    refusals = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = AlertQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(
                Lower("address"), "language", "question", name="alert_once_a_question"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(confirmed_at__isnull=False),
                name="alert_due",
            ),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="alert_unconfirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.question}"

    def get_absolute_url(self) -> str:
        """Its own page, in its language: to confirm it or to change how often."""
        with translation.override(self.language):
            return reverse("news-alert", args=[self.token])

    @property
    def is_full(self) -> bool:
        """Whether its address has so many alerts that it cannot have this one too."""
        others = Alert.objects.of(self.address).confirmed().exclude(pk=self.pk)
        return others.count() >= ALERTS

    def confirm(self) -> None:
        """Begin to tell, of what comes from now on."""
        self.confirmed_at = timezone.now()
        self.told = NewArticle.last_number()
        self.next_at = Rhythm(self.rhythm).after(self.confirmed_at)
        self.save(update_fields=["confirmed_at", "told", "next_at"])

    def change(self, rhythm: Rhythm) -> None:
        """Tell more or less often."""
        self.rhythm = rhythm
        self.next_at = self.next_at and rhythm.after(timezone.now())
        self.save(update_fields=["rhythm", "next_at"])

    @property
    def leaving_url(self) -> str:
        """Where it is left, in its language."""
        with translation.override(self.language):
            return reverse("news-alert-leave", args=[self.token])


class LetterKind(models.TextChoices):
    """What a letter is about."""

    CONFIRM = "confirm", _("Please confirm")
    KNOWN = "known", _("You have this alert already")
    NEWS = "news", _("New articles")
    ENDED = "ended", _("The question cannot be asked any longer")


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters."""

    def due(self, now: dt.datetime) -> Self:
        """Those to be sent now."""
        return self.filter(claimed_at=None, next_attempt_at__lte=now).order_by("pk")

    def doubtful(self, now: dt.datetime) -> Self:
        """Those whose worker was killed between handing them over and noting so."""
        return self.filter(claimed_at__lt=now - DOUBTFUL)

    def claim(self) -> bool:
        """Take one that nobody else has taken; whether it was there to take."""
        return bool(self.filter(claimed_at=None).update(claimed_at=timezone.now()))


class Letter(models.Model):
    """A letter that waits for the mail server; gone once that has taken it."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    articles = ArrayField(models.IntegerField(), default=list)
    message_id = models.CharField(max_length=300, default=new_message_id)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)
    claimed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = LetterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            # Of every other kind one is enough, however often it is asked for.
            models.UniqueConstraint(
                fields=["alert", "kind"],
                condition=~models.Q(kind="news"),
                name="letter_once_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
