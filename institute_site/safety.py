"""What makes a production configuration unsafe, and the key of an installation that is not one."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

SECRET_KEY_LENGTH = 50


def local_secret_key(var_dir: Path, mode: str) -> str:
    """The secret key of a development or demo site: made once, kept in `var_dir`, readable by its owner.

    Production gets none from here, so that `problems` can ask for one.
    """
    if mode == "production":
        return "unset"
    path = var_dir / "secret-key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(SECRET_KEY_LENGTH))
    except FileExistsError:
        pass
    return path.read_text()


def problems(*, secret_key: str, allowed_hosts: list[str], base_url: str) -> list[str]:
    """Sentences that say what an operator must change before the site may face the public."""
    found = []
    if len(secret_key) < SECRET_KEY_LENGTH or len(set(secret_key)) < 10:
        found.append(
            f"SECRET_KEY must be a random text of at least {SECRET_KEY_LENGTH} characters; make one with"
            " `python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    hosts = [host for host in allowed_hosts if host]
    if not hosts or "*" in hosts or set(hosts) <= {"localhost", "127.0.0.1", "[::1]"}:
        found.append(
            "ALLOWED_HOSTS must name the site's host names, for example www.institute.example."
        )
    url = urlsplit(base_url)
    if url.scheme != "https" or not url.hostname or url.hostname == "localhost":
        found.append(
            "BASE_URL must be the site's https address, for example https://www.institute.example."
        )
    return found
