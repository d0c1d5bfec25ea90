"""Pictures and documents, with what a newsroom must know of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An image with its credit; alt text and caption belong to the place where it is used."""

    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who made the picture, as it is printed beside it."),
    )
    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PictureRendition(AbstractRendition):
    """A picture at one size and in one format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.filter_spec}"


class File(AbstractDocument):
    """A document that readers download."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
