"""Who may do what with a page."""

from wagtail.models import PagePermissionTester


class LeafPermissions(PagePermissionTester):
    """Wagtail's rules for a page that has none under it, without a query for what is not there.

    A listing asks them for every row.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user may delete it: to delete what readers see takes the right to publish."""
        if self.user.is_superuser or not self.user.is_active or not self.page.is_leaf():
            allowed: bool = super().can_delete(ignore_bulk)
            return allowed
        own = "add" in self.permissions and self.page.owner_id == self.user.pk
        editable = own or "change" in self.permissions
        return editable and ("publish" in self.permissions or not self.page.live)
