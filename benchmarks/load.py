"""Requests a second, by wrk: so many connections kept open, over a list of addresses."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

CONNECTIONS = 32
HOST = "www.institute.example"
# Each connection walks through all addresses, from a place of its own.
WALK = """
local addresses, place = {}, 0
local headers = {["X-Forwarded-Proto"] = "https", ["Host"] = os.getenv("HOST_ASKED")}
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end
function init(_) math.randomseed(os.time()) place = math.random(#addresses) end
function request()
    place = place % #addresses + 1
    return wrk.format("GET", addresses[place], headers)
end
"""


class NoTool(Exception):
    """What measures is not there and cannot be installed."""


def have_wrk() -> str:
    """The program, installed where that is possible."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "-y", "--no-install-recommends", "wrk"]):
            subprocess.run(["apt-get", "-qq", *command], check=False, stdout=subprocess.DEVNULL)
    found = shutil.which("wrk")
    if found is None:
        raise NoTool("Pages are measured with wrk: install Debian's package of this name.")
    return found


def per_second(port: int, addresses: list[str], seconds: int) -> float:
    """How many answers come in a second; raises RuntimeError if any is an error."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder) / "addresses", Path(folder) / "walk.lua"
        listed.write_text("\n".join(addresses) + "\n")
        script.write_text(WALK)
        done = subprocess.run(
            [have_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", script,
             f"http://127.0.0.1:{port}"],
            env={**os.environ, "ADDRESSES": str(listed), "HOST_ASKED": HOST},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    told = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    if told is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return float(told[1])
