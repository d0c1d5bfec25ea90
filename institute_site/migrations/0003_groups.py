"""Moderators change what every page says about the institute; its settings come and go with languages."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    # Permissions are made after all migrations; these are needed now.
    create_permissions(installed.get_app_config("institute_site"), verbosity=0, apps=apps)
    moderators, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Moderators")
    moderators.permissions.add(
        *apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="institute_site",
            codename__in=["change_sitesettings", "view_sitesettings"],
        )
    )


class Migration(migrations.Migration):
    dependencies = [("institute_site", "0002_initial"), ("news", "0002_groups")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
