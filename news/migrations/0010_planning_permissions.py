"""Moderators give out press links; what expires is found without reading every page."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    # Permissions are made after all migrations; these are needed now.
    create_permissions(installed.get_app_config("news"), verbosity=0, apps=apps)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Moderators")
    group.permissions.add(
        *apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="news", codename__in=["add_presslink", "change_presslink"]
        )
    )


class Migration(migrations.Migration):
    dependencies = [("news", "0009_planning"), ("news", "0002_groups")]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
        migrations.RunSQL(
            "CREATE INDEX news_page_expiring ON wagtailcore_page (expire_at) "
            "WHERE live AND expire_at IS NOT NULL",
            "DROP INDEX news_page_expiring",
        ),
    ]
