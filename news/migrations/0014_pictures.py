"""Pictures may be kept from the press; what is made of a page's pictures ahead of its readers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was published before waits for a worker, the latest first.
ASK_FOR_ALL = """
INSERT INTO news_pagepictures (page_id, due_at, share)
SELECT id, COALESCE(last_published_at, now()), '' FROM wagtailcore_page WHERE live AND depth > 1
"""


class Migration(migrations.Migration):
    dependencies = [
        ('news', '0013_alerts'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='for_press',
            field=models.BooleanField(default=True, help_text='Journalists may download it in print size from published pages. Untick what is not yours to give away.', verbose_name='for the press'),
        ),
        migrations.CreateModel(
            name='PagePictures',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='page_pictures', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('due_at', models.DateTimeField(null=True, verbose_name='due since')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken at')),
                ('share', models.FileField(blank=True, upload_to='share', verbose_name='share image')),
            ],
            options={
                'verbose_name': 'pictures of a page',
                'verbose_name_plural': 'pictures of pages',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['-due_at', '-page'], name='page_pictures_due')],
            },
        ),
        migrations.RunSQL(ASK_FOR_ALL, migrations.RunSQL.noop),
    ]
