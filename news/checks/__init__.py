"""What is looked at before an article is published: errors stop it, warnings inform.

`errors` are rules of the model, which an import obeys too; `findings` adds what only an editor can weigh.
"""

from .findings import Finding, Level
from .rules import editors_errors, errors, findings

__all__ = ["Finding", "Level", "editors_errors", "errors", "findings"]
