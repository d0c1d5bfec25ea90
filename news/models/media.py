"""Pictures and documents, with what a newsroom must know of them."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from search.documents import SUFFIXES, text_of


class Picture(AbstractImage):
    """An image with its credit; alt text and caption belong to the place where it is used."""

    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who made the picture, as it is printed beside it."),
    )
    for_press = models.BooleanField(
        _("for the press"),
        default=True,
        help_text=_(
            "Journalists may download it in print size from published pages. "
            "Untick what is not yours to give away."
        ),
    )
    admin_form_fields = (*Image.admin_form_fields, "credit", "for_press")

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


def sizes(relation: str, *specs: str) -> models.Prefetch:
    """What is made of related pictures, of these sizes or of all: for `prefetch_related`."""
    made = PictureRendition.objects.all()
    if specs:
        made = made.filter(filter_spec__in=specs)
    return models.Prefetch(relation, made, to_attr="prefetched_renditions")


class FileQuerySet(DocumentQuerySet):
    """Documents."""

    def without_text(self) -> Self:
        """Which nothing was read from, though their sort can be read."""
        readable = [("file__iendswith", suffix) for suffix in SUFFIXES]
        return self.filter(models.Q(*readable, _connector=models.Q.OR), text="")


class FileManager(models.Manager.from_queryset(FileQuerySet)):  # type: ignore[misc]
    """Leaves the long text in the database until it is asked for: lists show names."""

    def get_queryset(self) -> FileQuerySet:
        """Every document, without its text."""
        documents: FileQuerySet = super().get_queryset().defer("text")
        return documents


class File(AbstractDocument):
    """A document that readers download, with the text inside it that they find it by."""

    text = models.TextField(_("text"), blank=True, default="", editable=False)

    objects: ClassVar[Any] = FileManager()
    admin_form_fields = Document.admin_form_fields
    search_fields = [*AbstractDocument.search_fields, index.SearchField("text")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @classmethod
    def get_indexed_objects(cls) -> FileQuerySet:
        """All, with their texts: left out, each would be fetched one by one."""
        documents: FileQuerySet = super().get_indexed_objects().defer(None)
        return documents

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Read the size and the text of a new file; one that stays in its place keeps what was read."""
        arrived = self.file and not self.file._committed
        if arrived:
            self.file_size = self.file.size
        if arrived or (self._state.adding and not self.text):
            self.read_text()
        super().save(*args, **kwargs)

    def read_text(self) -> None:
        """Take `text` from the file; "" where nothing can be read."""
        self.text = text_of(self.file, self.file.name) if self.file else ""


def refresh_texts(documents: Iterable[File]) -> int:
    """Read the texts of these documents; how many have one now. Their index follows by itself."""
    found = 0
    for document in documents:
        document.read_text()
        document.file.close()
        if document.text:
            document.save(update_fields=["text"])
            found += 1
    return found
