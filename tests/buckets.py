"""S3-compatible storage on this machine, for tests: a server that speaks the protocol."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from tests.browser import _free_port as free_port

BUCKET, KEY = "uploads", "a-key-of-the-tests"


class BucketServer:
    """One bucket; `environment` are the site's settings for it."""

    def __init__(self, port: int) -> None:
        self.endpoint = f"http://127.0.0.1:{port}"
        self.environment = {
            "MEDIA_BUCKET": BUCKET,
            "MEDIA_ENDPOINT": self.endpoint,
            "MEDIA_REGION": "us-east-1",
            "MEDIA_ACCESS_KEY": KEY,
            "MEDIA_SECRET_KEY": KEY,
        }
        self._client: Any = boto3.client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1",
            aws_access_key_id=KEY, aws_secret_access_key=KEY,
        )  # fmt: skip

    def make(self) -> None:
        """Make the bucket, once the server answers."""
        for _attempt in range(300):
            with contextlib.suppress(EndpointConnectionError):
                self._client.create_bucket(Bucket=BUCKET)
                return
            time.sleep(0.1)
        raise AssertionError("the storage does not answer")

    def uploads(self) -> dict[str, str]:
        """Every file, with the checksum that the storage made of what it was sent: MD5."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        found = [one for page in pages for one in page.get("Contents", [])]
        return {one["Key"]: one["ETag"].strip('"') for one in found}


@pytest.fixture
def bucket() -> Iterator[BucketServer]:
    """An empty bucket."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        server = BucketServer(port)
        server.make()
        yield server
    finally:
        process.terminate()
        process.wait(20)
