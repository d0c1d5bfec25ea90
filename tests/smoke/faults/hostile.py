"""Questions made to be dear, each a new one so that no cache knows it."""

import re
import shutil
import subprocess

from tests.caches import HOST

from ..installation import Installation
from ..watching import Watch

SCRIPT = """
local n = 0
local names = {"rukami", "%%27%%20OR%%201=1--", "кр", "a%%20b%%20c%%20d%%20e", "%%00", "((((", "школа"}
local paths = {"/en/news/?name=", "/en/search/?q=", "/ru/news/?from=2019&name=",
  "/en/news/suggestions/?name="}
function init(_) math.randomseed(os.time()) end
function request()
  n = n + 1
  local q = names[n %% #names + 1] .. math.random(1, 1e9)
  local path = paths[n %% #paths + 1] .. q
  return wrk.format("GET", path, {["Host"] = "%s", ["X-Forwarded-For"] = "203.0.113." .. (n %% 250)})
end
"""


def queries_come(site: Installation) -> str:
    """A thousand hostile queries a second, all different: pages that were read keep being served.

    They come to the cache as the proxy would bring them from many addresses.
    """
    if not shutil.which("wrk"):
        return "Skipped: `wrk` is missing (on Debian: apt-get install wrk)."
    script = site.folder / "hostile.lua"
    script.write_text(SCRIPT % HOST)
    seconds = max(site.patience, 10)
    with Watch(site) as watch:
        said = subprocess.run(
            ["wrk", "--threads=1", "--connections=64", f"--duration={seconds}s",
             "--timeout=30s", f"--script={script}", f"http://127.0.0.1:{site.port}"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
    assert rate and float(rate[1]) > 0, f"nothing was asked: {said}"
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    share = int(refused[1]) / (float(rate[1]) * seconds) if refused else 0
    return (
        f"{float(rate[1]):.0f} came a second, {share:.0%} of them were refused. {watch.verdict()}"
    )
