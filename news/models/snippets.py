"""Venues, topics, partners and persons: what describes an article or a programme, translated once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from search.text import readable

from .slugs import latin_slug


class Described(TranslatableMixin, index.Indexed, models.Model):
    """Something with a name, in one language of several."""

    name = models.CharField(_("name"), max_length=120)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]
    panels = [FieldPanel("name")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Addressed(Described):
    """Something that a question names by its slug; translations share the slug."""

    slug = models.SlugField(
        _("address name"),
        max_length=80,
        blank=True,
        help_text=_(
            "Latin letters, used in links. The same in every language; made from the name if empty."
        ),
    )
    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta(Described.Meta):
        abstract = True
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a slug in any case."""
        self.name = readable(self.name)
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the slug before it is checked for being unique."""
        self.slug = self.slug or self._free_slug()
        super().full_clean(*args, **kwargs)

    def _free_slug(self) -> str:
        base = latin_slug(self.name) or "item"
        taken = set(
            type(self)
            .objects.filter(locale=self.locale_id, slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in candidates if slug not in taken)


class Venue(Addressed):
    """Where something takes place: a city, or a building in it."""

    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, from −90 to 90; both or none."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, from −180 to 180, east of Greenwich positive."),
    )

    panels = [
        *Addressed.panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("city"), FieldPanel("region"), FieldPanel("country")]),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Where it is"),
        ),
    ]

    class Meta(Addressed.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def clean(self) -> None:
        """A place on the map takes both coordinates."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Give both coordinates, or none of them.")})

    @property
    def whole(self) -> str:
        """Its name, address and city on one line; what is said already is not said again."""
        return ", ".join(dict.fromkeys(filter(None, [self.name, self.address, self.city])))


class Topic(Addressed):
    """What an article is about."""

    class Meta(Addressed.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Partner(Described):
    """An organisation that runs a programme with the institute."""

    url = models.URLField(_("website"), blank=True)
    about = models.CharField(_("what it does"), max_length=250, blank=True)
    logo = models.ForeignKey(
        "news.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [*Described.panels, FieldPanel("about"), FieldPanel("url"), FieldPanel("logo")]

    class Meta(Described.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class Person(Described):
    """Someone whom journalists and applicants may write to or call."""

    name = models.CharField(_("full name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    panels = [
        *Described.panels,
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
    ]

    class Meta(Described.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
