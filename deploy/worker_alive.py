"""Exit 0 when a worker was seen within the last minute: the health check of its container."""

import os
import sys
from pathlib import Path

import psycopg

path = os.environ.get("DATABASE_URL_FILE")
url = Path(path).read_text().strip() if path else os.environ["DATABASE_URL"]
with psycopg.connect(url, connect_timeout=3) as connection:
    seen = connection.execute(
        "SELECT EXISTS (SELECT FROM news_workerheartbeat WHERE seen_at > now() - interval '1 minute')"
    ).fetchone()
sys.exit(not (seen and seen[0]))
