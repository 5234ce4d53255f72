# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: aws_config_file
short_description: Sets and removes options of profiles in a configuration file of the AWS CLI
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Sets and removes options of profiles in C(~/.aws/config) or C(~/.aws/credentials), and changes nothing else.
    Comments, the order, line endings, other options and other profiles stay as they are.
  - Reads the file as the AWS CLI reads it. V(region), V(Region =) and V(region:) are the same option. If two sections
    hold the same profile, the module changes the one that the AWS CLI uses.
  - Checks the new content before it replaces the file, at once. If the AWS CLI cannot read the existing file, the
    module names the line and changes nothing.
  - The file gets the mode 0600. The directory of the file must exist, except in check mode.
  - Runs on the machine that has the file, with Python 3.9 or newer. It needs neither boto3 nor the AWS CLI.
options:
  path:
    description:
      - The path of the file. A new file is created. If the path is a link, the module changes the file to which it
        leads, but not if that file belongs to another user than O(owner).
    type: path
    required: true
  kind:
    description:
      - The kind of file. In C(config), the name of a section is C(default), or C(profile) and the name of the profile.
        In C(credentials), it is the name of the profile.
    type: str
    choices: [config, credentials]
    required: true
  owner:
    description: The name or the ID of the user that owns the file. When not set, the owner does not change.
    type: str
  profiles:
    description: The profiles to change. A profile that does not exist is added if options of it are set.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description:
          - The name of the profile. It may contain letters, digits and the characters V(_), V(.), V(@), V(+), V(/) and
            V(-).
        type: str
        required: true
      options:
        description:
          - The options of the profile with their values. An option whose value is null is removed.
          - Values are texts of one line, whole numbers and booleans.
        type: dict
      secret_options:
        description:
          - As O(profiles[].options), for values that are never shown. Access keys must be here.
          - If C(aws_session_token) is set or removed, its older name C(aws_security_token) is removed. The AWS CLI
            would otherwise prefer it.
        type: dict
      only_if_equal:
        description:
          - The names of two options. The profile is changed only if the file has both of them with the same value.
            RV(kept) names a profile that stays as it is for this reason.
          - An access key that was written with its ID in an option of another name can thus be removed only as long as
            nobody has replaced it.
        type: list
        elements: str
  sso_sessions:
    description:
      - SSO sessions to change, in a file of the kind V(config). Their sections are called C(sso-session) and their
        name. A session that does not exist is added if options of it are set.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the session, with the same characters as O(profiles[].name).
        type: str
        required: true
      options:
        description: The options of the session, as O(profiles[].options).
        type: dict
  purge_sso_sessions:
    description:
      - Whether to remove the SSO session to which a profile in O(profiles) referred before the change, if no profile
        refers to it any more. Removes C(sso_start_url), C(sso_region) and C(sso_registration_scopes), and the section
        if it has no other option.
    type: bool
    default: false
  remove_empty:
    description: Whether to remove the section of a profile in O(profiles) that loses its last option.
    type: bool
    default: false
extends_documentation_fragment:
  - fleetops.app2container.attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: partial
    details:
      - Shows only the options that change. Values of secret options are never shown.
  idempotent:
    support: full
"""

EXAMPLES = r"""
- name: Set the Region of a profile, and remove its source profile
  fleetops.app2container.aws_config_file:
    path: ~/.aws/config
    kind: config
    profiles:
      - name: default
        options:
          region: eu-central-1
          output: json
          source_profile: null

- name: Set the access key of a profile, and remove the token of an earlier temporary key
  fleetops.app2container.aws_config_file:
    path: ~/.aws/credentials
    kind: credentials
    profiles:
      - name: default
        secret_options:
          aws_access_key_id: "{{ vault_a2c_access_key_id }}"
          aws_secret_access_key: "{{ vault_a2c_secret_access_key }}"
          aws_session_token: null

- name: Let a profile use an SSO session
  fleetops.app2container.aws_config_file:
    path: ~/.aws/config
    kind: config
    profiles:
      - name: default
        options:
          sso_session: example
          sso_account_id: "123456789012"
          sso_role_name: App2Container
    sso_sessions:
      - name: example
        options:
          sso_start_url: https://d-1234567890.awsapps.com/start
          sso_region: eu-central-1
    purge_sso_sessions: true
"""

RETURN = r"""
summary:
  description: What was changed, or in check mode what would be changed, in lines for people to read.
  returned: success
  type: list
  elements: str
  sample: ["/root/.aws/config: profile default: set region, output; removed source_profile."]
path:
  description: The path of the file, after links.
  returned: success
  type: str
  sample: /root/.aws/config
changes:
  description: The options that were changed, or in check mode would be, without their values.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: V(set) or V(remove).
      type: str
    profile:
      description: The name of the profile.
      returned: when an option of a profile changes
      type: str
    sso_session:
      description: The name of the SSO session.
      returned: when an option of an SSO session changes
      type: str
    option:
      description: The name of the option, in small letters.
      type: str
kept:
  description:
    - The profiles that have options to change, but stay as they are because of O(profiles[].only_if_equal).
  returned: success
  type: list
  elements: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.fleetops.app2container.plugins.module_utils._options.mode import checks_only
from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import take_secrets
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import module_from
from ansible_collections.fleetops.app2container.plugins.module_utils._profile_files.run import run_config_file

ARGUMENT_SPEC = {
    "path": {"type": "path", "required": True},
    "kind": {"type": "str", "choices": ["config", "credentials"], "required": True},
    "owner": {"type": "str"},
    "profiles": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": {
            "name": {"type": "str", "required": True},
            "options": {"type": "dict"},
            "secret_options": {"type": "dict", "no_log": True},
            "only_if_equal": {"type": "list", "elements": "str"},
        },
    },
    "sso_sessions": {
        "type": "list",
        "elements": "dict",
        "options": {"name": {"type": "str", "required": True}, "options": {"type": "dict"}},
    },
    "purge_sso_sessions": {"type": "bool", "default": False},
    "remove_empty": {"type": "bool", "default": False},
}


def main() -> None:
    module = module_from(AnsibleModule, ARGUMENT_SPEC, supports_check_mode=True)
    run_config_file(module, take_secrets(module, ARGUMENT_SPEC), check=checks_only(module))


if __name__ == "__main__":
    main()
