"""Which files out of node_modules are served? A list, so that nothing else of a package is public (joint 15)."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage


class VendoredFinder(BaseFinder):
    """Finds the entries of `VENDORED_FILES`: public path → path inside node_modules."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.root = Path(settings.NODE_MODULES_DIR)
        self.files: dict[str, str] = settings.VENDORED_FILES

    def check(self, **_kwargs: Any) -> list[CheckMessage]:  # Any: the signature of Django's checks
        """Name what `make install` has not fetched."""
        missing = sorted(source for source in self.files.values() if not (self.root / source).is_file())
        if not missing:
            return []
        return [
            Error(
                f"front-end files are missing: {', '.join(missing)}",
                hint="Run `make install`.",
                id="kartotek.E001",
            )
        ]

    def find(self, path: str, find_all: bool = False) -> Any:  # Any: the stubs know two overloads of it
        """The absolute path of a public path, or a list of one."""
        source = self.files.get(Path(path).as_posix())
        if source is None:
            return []
        absolute = str(self.root / source)
        return [absolute] if find_all else absolute

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[Any]:  # Any: a storage, as the stubs have it
        """Each file with a storage that knows it under its public path."""
        storage = _Storage(self.root, self.files.__getitem__)
        for public in self.files:
            yield public, storage


class _Storage(FileSystemStorage):
    """Opens a public path from where it lies in node_modules."""

    prefix = ""

    def __init__(self, root: Path, source_of: Callable[[str], str]) -> None:
        super().__init__(location=root)
        self.source_of = source_of

    def path(self, name: str) -> str:
        """The place on disk of a public path."""
        return super().path(self.source_of(name))
