"""The newsroom in the Wagtail admin: what editors and staff list, filter, export and choose."""
