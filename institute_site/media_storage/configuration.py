"""What settings make of MEDIA_BUCKET and its like."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


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
        # Uploads are small: none is cut into parts that threads would send.
        "use_threads": False,
        # Who may read is said by the bucket's policy, once, not at each file.
        "default_acl": None,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    return {"BACKEND": "institute_site.media_storage.bucket.Bucket", "OPTIONS": options}
