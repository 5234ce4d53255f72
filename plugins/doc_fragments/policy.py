# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The policy options, written once for both of their uses: as options of a module, and as suboptions of ``policy``."""

from __future__ import annotations

from textwrap import indent

_TARGETS = """\
deploy_targets:
  description:
    - Where the applications will be deployed. Several targets give one union.
    - V(apprunner) is for Linux applications in partition V(aws).
  type: list
  elements: str
  choices: [ecs, eks, apprunner]
"""

_OPTIONS = """\
style:
  description:
    - V(documented) grants the statements of the App2Container guide word for word, with their placeholders filled in.
      Some of them grant nothing as they are written, and some grant more than they should; the findings say which.
    - V(scoped) grants the same actions, each on the resources that it can act on, in this account and in O(regions),
      and with conditions where they are safe.
    - V(minimal) is V(scoped), cut to what O(commands) need.
  type: str
  choices: [documented, scoped, minimal]
  default: scoped
editions:
  description:
    - The editions of the App2Container guide whose permissions are granted. Two give the union.
    - The V(original) sends telemetry to an endpoint that V(current) has replaced. V(current) adds FireLens, roles of
      EKS, CloudFormation, Jenkins and Azure DevOps.
  type: list
  elements: str
  choices: [original, current]
  default: [original, current]
commands:
  description:
    - The commands of C(app2container) that the holder runs, always without C(--deploy).
    - Only O(style=minimal) is cut to them.
  type: list
  elements: str
  choices:
    - init
    - remote configure
    - inventory
    - analyze
    - remote inventory
    - remote analyze
    - remote extract
    - extract
    - containerize
    - generate app-deployment
    - generate pipeline
    - upgrade
    - upload-support-bundle
  default:
    - init
    - remote configure
    - inventory
    - analyze
    - remote inventory
    - remote analyze
    - remote extract
    - extract
    - containerize
    - generate app-deployment
    - generate pipeline
    - upgrade
    - upload-support-bundle
regions:
  description:
    - The Regions in which the holder works.
    - The default is the Region of the connection, or of the environment where there is no connection. It is an error
      if there is none.
  type: list
  elements: str
artifact_buckets:
  description:
    - The buckets that App2Container stores artifacts in. The S3 sections exist only with one.
  type: list
  elements: dict
  default: []
  suboptions:
    name:
      description: The name of the bucket.
      type: str
      required: true
    prefix:
      description:
        - How the keys begin that may be read and written, without a slash in front and without a wildcard.
        - Empty means the whole bucket. O(style=documented) does not use it.
        - It does not hide the names of other objects, as App2Container looks at the bucket as a whole.
      type: str
      default: ""
    kms_key_arn:
      description:
        - ARN of the customer managed key that the bucket encrypts with. O(style=documented) does not use it.
      type: str
ecr_repositories:
  description:
    - Names of image repositories, or patterns with V(*) and V(?). App2Container names them like the application.
  type: list
  elements: str
  default: ["*"]
ecs_clusters:
  description:
    - Names of ECS clusters, or patterns. App2Container names them like C(a2c-<application>-ECS-Cluster).
  type: list
  elements: str
  default: ["*"]
codecommit_repositories:
  description:
    - Names of CodeCommit repositories, or patterns. O(style=documented) does not use it.
  type: list
  elements: str
  default: ["*"]
apprunner_services:
  description:
    - Names of App Runner services, or patterns.
  type: list
  elements: str
  default: ["*"]
ecs_task_execution_role:
  description:
    - Name or ARN of the role that task definitions name as their execution role. It must be in the same account.
  type: str
  default: ecsTaskExecutionRole
byo_vpc:
  description:
    - Whether applications go into a VPC of your own, or into one that App2Container made before.
  type: bool
  default: false
metrics:
  description:
    - Whether the user has consented to usage metrics.
  type: bool
  default: false
support_bundles:
  description:
    - Whether the user has consented to the upload of support bundles, or uploads them by hand.
  type: bool
  default: false
remote_workflows:
  description:
    - Whether a worker machine reaches other servers with credentials from O(secrets).
  type: bool
  default: false
firelens:
  description:
    - Whether logs are routed with FireLens to Firehose or Kinesis. It exists for ECS in edition V(current).
    - With O(style=scoped) and O(style=minimal), an administrator has to prepare O(created_roles_boundary).
  type: bool
  default: false
ec2_key_pairs:
  description:
    - Whether App2Container may list and make EC2 key pairs, for hosts of ECS and EKS. Fargate needs none.
    - O(style=documented) always has this section.
  type: bool
  default: true
eks_roles:
  description:
    - Whether App2Container may create the roles of EKS clusters and nodes itself.
    - O(style=documented) always has this section, without conditions, which gives its holder any permission.
  type: bool
  default: false
created_roles_boundary:
  description:
    - Name, with its path if it has one, or ARN of a policy of this account. Roles can be created, and FireLens policies
      be attached to them, only with this policy as their permissions boundary.
    - The holder of O(firelens) writes the policies of those roles itself, so this boundary is what limits the holder.
      It has to exist, and to allow no more than these roles need.
    - O(style=documented) does not use it.
  type: str
  default: App2ContainerBoundary
secrets:
  description:
    - Names or ARNs of secrets, or patterns, that O(remote_workflows) and pipelines with Jenkins or Azure DevOps read.
    - A full name is matched with the six characters that Secrets Manager adds to it.
    - O(style=documented) does not use it.
  type: list
  elements: str
  default: ["a2c/*"]
secrets_kms_key_arns:
  description:
    - ARNs of the customer managed keys that O(secrets) are encrypted with. O(style=documented) does not use it.
  type: list
  elements: str
  default: []
pipeline:
  description:
    - The pipelines that are generated. V(codepipeline) uses CodeCommit.
    - V(jenkins) and V(azure_devops) exist in edition V(current). Their statements are meant for the AWS profile of that
      system and are joined to the others.
  type: str
  choices: [none, codepipeline, jenkins, azure_devops]
  default: none
extra_statements:
  description:
    - Statements that are added as they are, in the form that IAM writes them.
    - A C(Sid) must not be one that the policy uses already.
  type: list
  elements: dict
  default: []
exclude_actions:
  description:
    - Actions, or patterns such as V(ecr:Delete*), that are left out of every section. O(extra_statements) keep them.
    - Each has to match an action of the sections.
  type: list
  elements: str
  default: []
"""


def _inside_policy(text: str) -> str:
    """The text with every option that it mentions named as a suboption of ``policy``."""
    return text.replace("O(", "O(policy.")


class ModuleDocFragment:
    """``DOCUMENTATION``: options of a module. ``ACCESS``: the option ``policy`` with the same as suboptions."""

    DOCUMENTATION: str
    ACCESS: str


_POLICY = r"""
options:
  policy:
    description:
      - The general policy, by what App2Container is used for.
      - It becomes one customer managed policy, or several if one cannot hold it.
    type: dict
    suboptions:
      name:
        description: Name of the managed policy. Further ones are named alike, with V(-2), V(-3) and so on at the end.
        type: str
        default: App2ContainerGeneral
"""

# Set from outside: inside the class ansible-test takes nothing but plain strings.
ModuleDocFragment.DOCUMENTATION = "options:\n" + indent(_TARGETS + "  required: true\n" + _OPTIONS, "  ")
ModuleDocFragment.ACCESS = _POLICY + indent(_inside_policy(_TARGETS + _OPTIONS), "      ")
