"""What all other settings stand on: the environment, the mode, the hosts, where the site writes."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from institute_site import safety
from institute_site.environment import Environment

BASE_DIR = Path(__file__).resolve().parents[2]

env = Environment()
env.read_env(BASE_DIR / ".env")

MODE = env.str("MODE", default="development")
if MODE not in {"development", "demo", "production"}:
    raise ImproperlyConfigured(f"MODE is “{MODE}”: set it to development, demo or production.")
IN_DEMO = MODE == "demo"
IN_PRODUCTION = MODE == "production"
DEBUG = MODE == "development" and env.bool("DEBUG", default=True)

# Everything that the site writes lives here: its database, uploads, collected static files, mail.
VAR_DIR = (BASE_DIR / env.str("VAR_DIR", default="var")).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")


def list_of(name: str, default: list[str]) -> list[str]:
    """A variable of several values, separated by commas."""
    return [value.strip() for value in env.list(name, default=default) if value.strip()]


ALLOWED_HOSTS = list_of("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if ADMIN_HOST := env.str("ADMIN_HOST", default=""):
    ALLOWED_HOSTS.append(ADMIN_HOST)
BEHIND_PROXY = IN_PRODUCTION and env.bool("BEHIND_PROXY", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or safety.local_secret_key(VAR_DIR, MODE)
