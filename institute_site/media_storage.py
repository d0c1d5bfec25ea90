"""Where uploads are: on this machine's disk, or in S3-compatible storage that many machines share."""

from typing import Any
from urllib.parse import urljoin

import environ
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    """Uploads in a bucket, under the same addresses as on a disk: what stands before the site fetches them.

    So no page changes when a site moves to a bucket, and no reader asks another host.
    """

    def url(self, name: str, *_args: Any, **_options: Any) -> str:
        """The address of an upload on this site."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))


def storage(env: environ.Env) -> dict[str, Any]:
    """The value of `STORAGES["default"]`; raises ImproperlyConfigured."""
    bucket = env.str("MEDIA_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    endpoint = env.str("MEDIA_ENDPOINT", default="")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"MEDIA_ENDPOINT is “{endpoint}”: give an address such as https://s3.institute.example."
        )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": env.str("MEDIA_REGION", default="") or None,
        "access_key": env.str("MEDIA_ACCESS_KEY", default="") or None,
        "secret_key": env.str("MEDIA_SECRET_KEY", default="") or None,
        "file_overwrite": False,
        # Who may read is said by the bucket's policy, once, not at each file.
        "default_acl": None,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    return {"BACKEND": "institute_site.media_storage.Bucket", "OPTIONS": options}
