from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0002_groups")]

    operations = [
        migrations.AddField(
            model_name="file",
            name="text",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="text"),
        ),
    ]
