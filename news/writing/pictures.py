"""Pictures in the editor's form: several dropped at once into a gallery."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks.struct_block import StructBlockAdapter
from wagtail.models import Collection


class GalleryBlockAdapter(StructBlockAdapter):
    """A gallery's form with a place to drop pictures; Wagtail's own views keep and show them."""

    js_constructor = "news.blocks.GalleryBlock"

    def js_args(self, block: Any) -> list[Any]:
        """As a plain block's, with the words and addresses that the script needs."""
        name, children, meta = super().js_args(block)
        root = Collection.get_first_root_node()
        drop = {
            "label": _("Drop pictures here, or choose several"),
            "waiting": _("Uploading…"),
            "refused": _("Not uploaded:"),
            "failed": _("The server did not answer. Try again."),
            "uploadUrl": reverse("wagtailimages:add_multiple"),
            "chosenUrl": reverse("wagtailimages_chooser:chosen", args=[0]),
            "collection": root.pk if root else "",
            "most": block.child_blocks["pictures"].meta.max_num,
            "tooMany": _("A gallery has at most %(most)d pictures.")
            % {"most": block.child_blocks["pictures"].meta.max_num},
        }
        return [name, children, {**meta, "drop": drop}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's script and ours."""
        return super().media + forms.Media(js=[versioned_static("js/admin/gallery.js")])
