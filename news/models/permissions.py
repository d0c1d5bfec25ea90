"""Who may do what with a page."""

from typing import Any

from django.conf import settings
from wagtail.models import PagePermissionTester


class NewsroomPermissions(PagePermissionTester):
    """Wagtail's rules, and one more: who may change pages but neither add nor publish any is a translator.

    A translator works on what is a translation, and deletes nothing. What an article translates it knows; of
    other pages those in the first language are the originals.
    """

    user: Any
    page: Any
    permissions: Any

    @property
    def is_translator(self) -> bool:
        """Whether the user only translates."""
        return not (self.user.is_superuser or {"add", "publish"} & set(self.permissions))

    @property
    def is_translation(self) -> bool:
        """Whether the page says in another language what an original says."""
        language: str = self.page.locale.language_code
        return language != settings.LANGUAGE_CODE

    def can_edit(self) -> bool:
        """Whether the user may change its text."""
        allowed: bool = super().can_edit()
        return allowed and (not self.is_translator or self.is_translation)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user may delete it."""
        allowed: bool = super().can_delete(ignore_bulk)
        return allowed and not self.is_translator


class ArticlePermissions(NewsroomPermissions):
    """The rules of a page that has none under it, without a query for what is not there.

    A listing asks them for every row.
    """

    @property
    def is_translation(self) -> bool:
        """Whether it has an original."""
        return self.page.translated_from_id is not None

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user may delete it: to delete what readers see takes the right to publish."""
        if self.user.is_superuser or not self.user.is_active or not self.page.is_leaf():
            return super().can_delete(ignore_bulk)
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        editable = (own or "change" in self.permissions) and not self.is_translator
        return editable and ("publish" in self.permissions or not self.page.live)
