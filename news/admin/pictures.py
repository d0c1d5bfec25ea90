"""Uploading pictures: a damaged file is refused with a message, not with an error page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureFileField(WagtailImageField):
    """A picture's file, read to its end before it is kept."""

    def to_python(self, data: Any) -> Any:
        """The file with its `image`; a file that breaks off is no picture."""
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        # Each format's reader has errors of its own for a file that breaks off.
        except Exception as error:
            message = _("The file is damaged: save the picture anew and upload it again.")
            raise ValidationError(message) from error


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture, which takes whole files only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureFileField(
                label=field.label, required=field.required, widget=field.widget
            )
