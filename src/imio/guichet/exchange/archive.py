"""A package as a zip: the same files always make the same bytes.

What comes from elsewhere is read as hostile: nothing is written to disk, sizes are
counted while unpacking (headers may lie), and names are plain paths or refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from imio.guichet.core.types import Problem
from imio.guichet.i18n import _
from io import BytesIO

import re
import stat
import zipfile
import zlib


MAX_ZIP = 20 * 1024**2
"""Bytes of a zip."""

MAX_FILES = 3000
MAX_FILE = 4 * 1024**2
"""Bytes of a file, unpacked."""

MAX_TOTAL = 64 * 1024**2
"""Bytes of all files, unpacked."""

MAX_DEPTH = 4

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_JUNK = re.compile(r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


class PackageRefused(ValueError):
    """A package that cannot be used; ``problems`` say where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(f"{item.place}: {item.message}" for item in self.problems)
        )


def refused(place: str, message: str) -> PackageRefused:
    """Return the refusal for one reason."""
    return PackageRefused([Problem(place, message)])


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return files, by path, as a zip: sorted, without dates nor owners."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever this machine is
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            packed.writestr(info, files[name], compresslevel=9)
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by path; raises PackageRefused."""
    if len(data) > MAX_ZIP:
        raise refused("", _too_large())
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return _files(packed)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, PackageRefused):
            raise
        raise refused(
            "",
            _(
                "error_package_zip",
                default="Ce fichier n'est pas un paquet : il faut un zip en bon état.",
            ),
        ) from error


def _files(packed: zipfile.ZipFile) -> dict[str, bytes]:
    infos = [
        info
        for info in packed.infolist()
        if not info.is_dir() and not _JUNK.search(info.filename)
    ]
    if len(infos) > MAX_FILES:
        raise refused(
            "",
            _(
                "error_package_files",
                default="Le paquet contient trop de fichiers (au plus ${most}).",
                mapping={"most": MAX_FILES},
            ),
        )
    found: dict[str, bytes] = {}
    total = 0
    for info in infos:
        name = _checked_name(info, found)
        with packed.open(info) as source:
            content = source.read(MAX_FILE + 1)
        total += len(content)
        if len(content) > MAX_FILE or total > MAX_TOTAL:
            raise refused(name, _too_large())
        found[name] = content
    return found


def _checked_name(info: zipfile.ZipInfo, found: Mapping[str, bytes]) -> str:
    name = info.filename
    parts = name.split("/")
    special = info.external_attr >> 16
    plain = not stat.S_IFMT(special) or stat.S_ISREG(special)
    if (
        len(parts) > MAX_DEPTH
        or not all(_PART.fullmatch(part) for part in parts)
        or not plain
    ):
        raise refused(
            name[:200],
            _(
                "error_package_name",
                default="Un fichier du paquet a un nom ou un type qui n'est pas permis.",
            ),
        )
    if info.flag_bits & _ENCRYPTED:
        raise refused(
            name,
            _(
                "error_package_encrypted",
                default="Ce fichier est protégé par un mot de passe.",
            ),
        )
    if name.lower() in {other.lower() for other in found}:
        raise refused(
            name, _("error_package_twice", default="Ce fichier vient deux fois.")
        )
    return name


def _too_large() -> str:
    message: str = _(
        "error_package_large",
        default="Le paquet est trop grand : ${zip} Mo au plus, ${total} Mo une fois ouvert, "
        "${file} Mo par fichier.",
        mapping={
            "zip": MAX_ZIP // 1024**2,
            "total": MAX_TOTAL // 1024**2,
            "file": MAX_FILE // 1024**2,
        },
    )
    return message
