# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Write the bill of materials of the artifact, in the format CycloneDX.

The artifact contains no code of others. What it needs is installed by its users, so the bill names the versions with
which this release was tested: those of the environment that builds it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution, version
from pathlib import Path
from typing import Any

import yaml
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement

SCHEMA = SchemaVersion.V1_6
PACKAGES = ("ansible-core", "boto3", "botocore")  # what the collection asks for; theirs are found
COLLECTIONS = Path(sys.prefix) / "collections/ansible_collections"
OLDEST = Path(__file__).parents[1] / "requirements/oldest.in"
BILL = "bill-of-materials.cdx.json"
LICENSE = "GPL-3.0-or-later"
BOUND = "fleetops:app2container:bound"  # the property that says which versions are supported


def canonical(name: str) -> str:
    """Return the name of a package as PyPI writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_by(package: Distribution) -> Iterator[str]:
    """Yield the names of the packages that a package needs on this platform, without its extras."""
    for text in package.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonical(requirement.name)


def closure(names: tuple[str, ...]) -> dict[str, set[str]]:
    """Return what packages need, directly or not: for each of them by name, the names of those that it needs itself."""
    found: dict[str, set[str]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = set(needed_by(distribution(name)))
            waiting.extend(found[name])
    return found


def oldest_versions(requirements: str) -> dict[str, str]:
    """Return the bound of each package that the collection asks for, out of requirements that pin the oldest one."""
    lines = [line.partition("#")[0] for line in requirements.splitlines()]
    pinned = [Requirement(line) for line in lines if "==" in line]
    return {one.name: f">={pin.version}" for one in pinned for pin in one.specifier if one.name in PACKAGES}


def package_component(name: str, bounds: Mapping[str, str]) -> Component:
    """Return the entry of an installed package."""
    installed = version(name)
    return Component(
        name=name,
        version=installed,
        bom_ref=f"pypi/{name}",
        scope=ComponentScope.REQUIRED,
        purl=PackageURL("pypi", None, name, installed),
        properties=[Property(name=BOUND, value=bounds[name])] if name in bounds else None,
    )


def collection_component(name: str, bound: str) -> Component:
    """Return the entry of a collection that ours needs. No type of package URL is registered for collections."""
    manifest = yaml.safe_load((COLLECTIONS / name.replace(".", "/") / "MANIFEST.json").read_text())
    return Component(
        name=name,
        version=manifest["collection_info"]["version"],
        bom_ref=f"collection/{name}",
        scope=ComponentScope.REQUIRED,
        properties=[Property(name=BOUND, value=bound)],
    )


def product(artifact: Path, metadata: Mapping[str, Any], checksum: str) -> Component:
    """Return the entry of the artifact itself."""
    return Component(
        name=f"{metadata['namespace']}.{metadata['name']}",
        version=metadata["version"],
        type=ComponentType.APPLICATION,
        bom_ref=artifact.name,
        description=metadata["description"],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksum)],
        licenses=[LicenseExpression(LICENSE)],
        external_references=[ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(metadata["repository"]))],
    )


def bill_of(artifact: Path, metadata: Mapping[str, Any], checksum: str, bounds: Mapping[str, str]) -> str:
    """Return the bill as JSON. The bounds say which versions of packages are supported."""
    bill = Bom()
    bill.metadata.component = product(artifact, metadata, checksum)
    tree = closure(PACKAGES)
    packages = {name: package_component(name, bounds) for name in tree}
    collections = [collection_component(*row) for row in metadata["dependencies"].items()]
    bill.components.update([*packages.values(), *collections])
    bill.register_dependency(bill.metadata.component, [*(packages[name] for name in PACKAGES), *collections])
    for name, needed in tree.items():
        bill.register_dependency(packages[name], [packages[one] for one in needed])
    return make_outputter(bill, OutputFormat.JSON, SCHEMA).output_as_string(indent=2) + "\n"


def write_bill(artifact: Path, metadata: Mapping[str, Any], checksum: str) -> Path:
    """Write the bill beside an artifact, and return its path; raise ValueError where the schema does not allow it."""
    text = bill_of(artifact, metadata, checksum, oldest_versions(OLDEST.read_text()))
    if error := JsonStrictValidator(SCHEMA).validate_str(text):
        raise ValueError(f"the bill of materials does not follow its schema: {error}")
    target = artifact.with_name(BILL)
    target.write_text(text)
    return target
