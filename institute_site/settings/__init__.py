"""Settings, all read from the environment (or a `.env` file): `.env.example` describes each variable.

MODE says who the site is for: `development` (the default, on one's own machine), `demo` (`make demo`)
or `production`, which refuses to start while its configuration is unsafe.
"""

import importlib.util

from .base import *
from .applications import *
from .languages import *
from .data import *
from .letters import *
from .watching import *
from .access import *
from .security import *
from .wagtail import *

if importlib.util.find_spec("django_stubs_ext"):
    import django_stubs_ext

    django_stubs_ext.monkeypatch()
