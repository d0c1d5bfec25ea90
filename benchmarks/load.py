"""Readers made by wrk, and nginx to measure beside; both are Debian's."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser import _free_port as free_port
from tests.caches import HEADERS, get, wait_until

CONNECTIONS = 32
NGINX = """
daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000000;
  default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/temp; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/temp;
  uwsgi_temp_path {folder}/temp; scgi_temp_path {folder}/temp;
  server {{
    listen 127.0.0.1:{port} backlog=1024; root {folder}/files; add_header Content-Encoding gzip;
  }}
}}
"""
# Addresses are drawn at random. `pause` is how many milliseconds a connection waits on average.
WRK = """
local paths, headers = {{}}, {{ {headers} }}
for line in io.lines("{file}") do paths[#paths + 1] = line end
function init(args) math.randomseed(os.time()) end
function {delay}() return math.floor(2 * {pause} * math.random()) end
function request() return wrk.format("GET", paths[math.random(#paths)], headers) end
function done(summary, latency)
  local e = summary.errors
  local errors = e.connect + e.read + e.write + e.status + e.timeout
  local slow = latency:percentile(99) / 1e3
  io.write("RESULT ", summary.requests, " ", summary.duration / 1e6, " ", errors, " ", slow, "\\n")
end
"""


def load(
    port: int,
    paths: list[str],
    seconds: float,
    *,
    connections: int = CONNECTIONS,
    rate: int = 0,
    encoding: str = "gzip",
) -> dict[str, float]:
    """Ask for these addresses, as fast as it goes or at least at a rate: requests, seconds, errors, `slow`.

    `slow` is the milliseconds that 99 of 100 answers take at most.
    """
    headers = {**HEADERS, "Accept-Encoding": encoding}
    with tempfile.TemporaryDirectory() as folder:
        script, file = Path(folder) / "load.lua", Path(folder) / "paths"
        file.write_text("\n".join(paths) + "\n")
        script.write_text(_script(file, headers, connections, rate))
        done = subprocess.run(
            ["wrk", "-t2", f"-c{connections}", f"-d{seconds:g}s", "--timeout=30s",
             "-s", str(script), f"http://127.0.0.1:{port}/"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    (line,) = re.findall(r"^RESULT (.*)$", done.stdout, re.MULTILINE)
    names = ("requests", "seconds", "errors", "slow")
    return dict(zip(names, map(float, line.split()), strict=True))


def per_second(port: int, paths: list[str], seconds: float) -> float:
    """How many answers come in a second, not compressed; raises RuntimeError if any is an error."""
    got = load(port, paths, seconds, encoding="identity")
    if got["errors"]:
        raise RuntimeError(f"{got['errors']:.0f} of {got['requests']:.0f} answers were errors.")
    return got["requests"] / got["seconds"]


def _script(file: Path, headers: dict[str, str], connections: int, rate: int) -> str:
    return WRK.format(
        file=file,
        headers=", ".join(f'["{name}"] = "{value}"' for name, value in headers.items()),
        # Without the function wrk does not wait at all. A tenth more, since answers take time too.
        delay="delay" if rate else "_delay",
        pause=1000 * connections / (rate * 1.1) if rate else 0,
    )


@contextmanager
def nginx(folder: Path) -> Iterator[int]:
    """Debian's nginx serving the folder's files; its port."""
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    try:
        wait_until(lambda: get(port, "/article").status == 200)
        yield port
    finally:
        process.terminate()
        process.wait(20)
