# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of Sphinx for the documentation site: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
METADATA: dict[str, Any] = yaml.safe_load((HERE.parents[1] / "galaxy.yml").read_text(encoding="utf-8"))

project = f"{METADATA['namespace']}.{METADATA['name']}"
author = METADATA["authors"][0]
project_copyright = f"2026, {author}"
release = METADATA["version"]

extensions = ["myst_parser", "sphinx_antsibull_ext", "sphinx_design"]
nitpicky = True
default_role = "any"
highlight_language = "YAML+Jinja"
# Anchors as GitHub makes them, so that links work in both places
myst_heading_anchors = 4
# References to the documentation of Ansible itself are not resolved, as that would need the network
suppress_warnings = ["ref.ref", "ref.envvar"]

# The style has colors for modules and plugins that follow the switch between light and dark
antsibull_ext_color_scheme = "none"

html_theme = "furo"
html_title = project
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_logo = str(HERE / "static/logo.svg")
html_favicon = html_logo
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_theme_options = {
    "source_repository": f"{METADATA['repository']}/",
    "source_branch": "main",
    "source_directory": "",
    "top_of_page_buttons": [],
    "light_css_variables": {
        "color-brand-primary": "#0b5a68",
        "color-brand-content": "#0b5a68",
        "color-brand-visited": "#0b5a68",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7fcddc",
        "color-brand-content": "#7fcddc",
        "color-brand-visited": "#7fcddc",
    },
}
