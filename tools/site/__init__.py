# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site: the pages of docs, and the reference that antsibull-docs makes of the documentation in code.

No text is written twice: the site shows the Markdown files of the repository, which GitHub shows as well.

* ``navigation``: which page is where. A new page is one row.
* ``pages``: makes pages of the site of files of the repository, and the start page of the navigation.
* ``reference``: makes the pages of antsibull-docs fit the site.
* ``conf``: the settings of Sphinx. ``static`` has the style and the logo.
"""
