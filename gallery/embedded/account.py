"""Who PostgreSQL runs as: it refuses root, and anybody without a name in the password database."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from gallery.embedded.errors import EmbeddedError
from gallery.embedded.process import capture


@dataclass(frozen=True)
class Account:
    prefix: tuple[str, ...]
    owner: int
    group: int


def account_for(program: Path, data_dir: Path) -> Account:
    """The first way to run this program on this folder that works here."""
    for account in _ways():
        if _works(account, program, data_dir):
            return account
    raise EmbeddedError(_no_way(program))


def _ways() -> list[Account]:
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0 and _has_name(uid):
        return [Account((), uid, gid)]
    other = _named_account()
    namespace = Account(_namespace(other), uid, gid)
    if uid != 0:
        return [namespace]
    return [namespace, Account(_demotion(other), other.pw_uid, other.pw_gid)]


def _namespace(other: pwd.struct_passwd) -> tuple[str, ...]:
    """Another name for the same user, in a namespace: files keep their owner."""
    user, group = f"--map-user={other.pw_uid}", f"--map-group={other.pw_gid}"
    return ("unshare", "--user", user, group, "--")


def _demotion(other: pwd.struct_passwd) -> tuple[str, ...]:
    """Another user who may still pass root's folders, for where namespaces are forbidden."""
    user, group = f"--reuid={other.pw_uid}", f"--regid={other.pw_gid}"
    passing = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    # Without it access(2), with which initdb looks for postgres, forgets the capability.
    access = "--securebits=+no_setuid_fixup"
    # A change of user clears the wish to end with the parent: it is said again.
    ending = ("--pdeathsig", "INT", "--")
    return ("setpriv", user, group, "--clear-groups", *passing, access, *ending)


def _works(account: Account, program: Path, data_dir: Path) -> bool:
    if not _runs([*account.prefix, str(program), "--version"]):
        return False
    # A folder below another user's home may be out of reach of root's namespace.
    return not account.prefix or _runs([*account.prefix, "ls", str(data_dir)])


def _runs(argv: list[str]) -> bool:
    try:
        return capture(argv).returncode == 0
    except OSError:
        return False


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _named_account() -> pwd.struct_passwd:
    by_name = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    for name in ("postgres", "nobody", *by_name):
        if name in by_name:
            return by_name[name]
    raise EmbeddedError(
        "PostgreSQL needs a user with a name, and this system has none: set DATABASE_URL"
    )


def _no_way(program: Path) -> str:
    if os.geteuid() == 0:
        return "PostgreSQL cannot run as root here: start as another user, or set DATABASE_URL"
    if _has_name(os.geteuid()):
        return f"{program} does not run on this machine: set DATABASE_URL"
    return (
        f"PostgreSQL cannot run as user {os.geteuid()}, who has no name in /etc/passwd: "
        "add one, or set DATABASE_URL"
    )


def hand_over(folder: Path, account: Account) -> None:
    """Gives a folder to its account, after a start that had to use another."""
    if folder.stat().st_uid == account.owner:
        return
    for place, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(place) / name, account.owner, account.group, follow_symlinks=False)
