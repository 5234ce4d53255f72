# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Make the documentation site of the collection in build/site.

Usage: python -m tools.site

Any warning fails it: a link that leads nowhere, a page that the navigation lacks, a name that does not exist, or a
module without a page.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from tests.support.emulator.servers import CHECKOUT, clean_environment
from tools import generate_docsite

from .navigation import REFERENCE, SECTIONS, page_files
from .pages import START, adapted, in_site, start_page
from .reference import INDEX, adapted_index, adapted_page, documented

SITE = CHECKOUT / "build/site"
SOURCE = SITE / "source"
PICTURES = CHECKOUT / "docs/images"
COLLECTION = "fleetops.app2container"
ANTSIBULL = Path(sys.executable).with_name("antsibull-docs")
SPHINX = Path(sys.executable).with_name("sphinx-build")
CONFIGURATION = SITE / "antsibull-docs.cfg"
OPTIONS = ("--use-current", "--squash-hierarchy", "--dest-dir")


def run(*command: str | Path) -> None:
    """Run a command in the folder of the site; its warnings and errors are shown."""
    subprocess.run(command, cwd=SITE, check=True, env=clean_environment(), stdout=subprocess.DEVNULL)


def write_pages() -> None:
    """Write the start page and the pages of the repository's files, with their pictures."""
    metadata = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text(encoding="utf-8"))
    pictures = {str(path.relative_to(CHECKOUT)) for path in PICTURES.iterdir()}
    pages = {*page_files(), *pictures}
    for name in page_files():
        target = SOURCE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        target.write_text(adapted(name, text, pages, f"{metadata['repository']}/blob/main"), encoding="utf-8")
    shutil.copytree(PICTURES, SOURCE / PICTURES.relative_to(CHECKOUT))
    (SOURCE / f"{START}.rst").write_text(start_page(COLLECTION, SECTIONS), encoding="utf-8")


def write_reference() -> None:
    """Let antsibull-docs write the pages of modules, roles and plugins, and adapt them to the site."""
    reference = SOURCE / REFERENCE
    reference.mkdir(mode=0o755)
    CONFIGURATION.write_text("breadcrumbs = false\n", encoding="utf-8")
    run(ANTSIBULL, "--config-file", CONFIGURATION, "collection", "--fail-on-error", *OPTIONS, reference, COLLECTION)
    pages = documented(CHECKOUT)
    for page in pages:
        file = reference / f"{page}.rst"
        file.write_text(adapted_page(file.read_text(encoding="utf-8")), encoding="utf-8")
    # On this site, the guides are pages
    (reference / "docsite" / generate_docsite.TARGET.name).write_text(
        generate_docsite.render(in_site), encoding="utf-8"
    )
    index = reference / f"{INDEX}.rst"
    index.write_text(adapted_index(index.read_text(encoding="utf-8"), pages), encoding="utf-8")


def main() -> int:
    """Make the site from the start; return the exit code."""
    shutil.rmtree(SITE, ignore_errors=True)
    SOURCE.mkdir(parents=True)
    try:
        write_pages()
        write_reference()
        run(SPHINX, "-q", "-W", "--keep-going", "-c", Path(__file__).parent, "-b", "html", SOURCE, SITE / "html")
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"site: {SITE / 'html/index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
