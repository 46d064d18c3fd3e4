"""Find and read a workspace: apiyard.yaml and the api.yaml of each folder in apis/."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, unknown
from apiyard.core.names import ApiName
from apiyard.core.options import OptionsT, Pointed, read_options
from apiyard.settings.workspace import Product, ProductFile, Workspace, WorkspaceFile
from apiyard.spec.limits import Limits
from apiyard.spec.parse import parse
from apiyard.spec.source import read

NAME = "apiyard.yaml"
_LIMITS = Limits(max_bytes=1024 * 1024)


def find_root(start: Path) -> Path:
    """Find the workspace that a folder belongs to.

    Args:
        start: the folder to start from; its parents are looked at too.

    Returns:
        The absolute folder that holds apiyard.yaml.

    Raises:
        NotFoundError: neither the folder nor a parent holds one.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder
    raise NotFoundError(
        f"no {NAME} here or in a parent folder", where=str(here), hint="run `apiyard init`, or pass --workspace DIR"
    )


def read_workspace(root: Path) -> Workspace:
    """Read a whole workspace.

    Args:
        root: the folder that holds apiyard.yaml.

    Returns:
        The workspace with all its products.

    Raises:
        InvalidInputError: a file is wrong; says where.
        UnknownNameError: a setting nobody knows; names the nearest one.
        ForbiddenError: a contract or an artefact lies outside the workspace.
    """
    root = root.resolve()
    file = _read(WorkspaceFile, root / NAME, root)
    if not file.environments:
        raise InvalidInputError("a workspace needs an environment", where=str(root / NAME), hint="add `staging: {}`")
    for name, consumer in file.consumers.items():
        if consumer.plan not in file.plans:
            raise unknown("plan", consumer.plan, file.plans, where=f"{root / NAME}#/consumers/{name}/plan")
    folder = root / "apis"
    folders = sorted(found.parent for found in folder.glob("*/api.yaml")) if folder.is_dir() else []
    products = {}
    for each in folders:
        name_ = ApiName(each.name)
        products[name_] = Product(name_, each, _read(ProductFile, each / "api.yaml", root))
        _check_inside(products[name_], root)
    return Workspace(root, file, products)


def find_product(workspace: Workspace, name: str) -> Product:
    """Give one API of a workspace.

    Args:
        workspace: the workspace.
        name: the API's name as the user wrote it.

    Returns:
        The product.

    Raises:
        UnknownNameError: the workspace has no such API.
    """
    products = {str(key): product for key, product in workspace.products.items()}
    if name not in products:
        raise unknown("API", name, products, where=str(workspace.root / "apis"))
    return products[name]


def _check_inside(product: Product, root: Path) -> None:
    """What is packed, signed and shown to others is never a file that the workspace only points to."""
    for name, path in (
        ("contract", product.file.contract),
        ("service.artefact", product.file.service.artefact),
        *(("rollout.cases", each) for each in product.file.rollout.cases),
    ):
        real = (product.folder / path).resolve()
        if not real.is_relative_to(root) or real.is_relative_to(root / ".apiyard"):
            raise ForbiddenError(
                "this lies outside the workspace",
                where=f"{product.folder / 'api.yaml'}: {name}",
                piece=path,
                hint="copy it into the workspace",
            )


def _read(kind: type[OptionsT], path: Path, root: Path) -> OptionsT:
    document = parse(read(str(path), roots=(root,)), _LIMITS)
    return read_options(kind, document.value, where=Pointed(lambda at: str(document.locate(at))), noun="setting")
