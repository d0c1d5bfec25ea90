"""Who may do what with a page."""

from typing import Any

from wagtail.models import PagePermissionTester


class LeafPermissions(PagePermissionTester):
    """Wagtail's rules for a page that has none under it, without a query for what is not there.

    A listing asks them for every row. Who may change pages but neither add nor publish any is a
    translator, and works on translations.
    """

    user: Any
    page: Any
    permissions: Any

    @property
    def is_beyond_a_translator(self) -> bool:
        """Whether the page is an original, and the user somebody who only translates."""
        if self.user.is_superuser or {"add", "publish"} & set(self.permissions):
            return False
        return self.page.translated_from_id is None

    def can_edit(self) -> bool:
        """Whether the user may change its text."""
        allowed: bool = super().can_edit()
        return allowed and not self.is_beyond_a_translator

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user may delete it: to delete what readers see takes the right to publish."""
        if self.user.is_superuser or not self.user.is_active or not self.page.is_leaf():
            allowed: bool = super().can_delete(ignore_bulk)
            return allowed
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        editable = own or "change" in self.permissions
        editable = editable and not self.is_beyond_a_translator
        return editable and ("publish" in self.permissions or not self.page.live)
