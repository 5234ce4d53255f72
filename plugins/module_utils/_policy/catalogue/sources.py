# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the requests of App2Container's commands are documented, show, or follow from.

A row of the tables of requests has one of these sources. Rows that one sentence of one page explains share it.
"""

from __future__ import annotations

from typing import NamedTuple

from .section import GUIDE

__all__ = ["DOCUMENTED", "INFERRED", "OBSERVED", "Source"]

# How a request is known: AWS documents it, it shows in published output of the command, or it follows from these.
DOCUMENTED, OBSERVED, INFERRED = "documented", "observed", "inferred"

_AWS = "https://docs.aws.amazon.com"
_USER_GUIDE = f"{_AWS}/app2container/latest/UserGuide"
_POLICIES = f"{GUIDE}#example-iam-policies"
_DEPLOYMENT = f"{_USER_GUIDE}/config-deployment.html#config-deployment-json"
_PIPELINE = f"{_USER_GUIDE}/config-pipeline.html#config-pipeline-json"
_FIRELENS = f"{_USER_GUIDE}/firelens-setup-linux.html"
_PASSING = f"{_AWS}/IAM/latest/UserGuide/id_roles_use_passrole.html"


class Source(NamedTuple):
    """One source.

    Args:
        basis: one of ``DOCUMENTED``, ``OBSERVED`` and ``INFERRED``.
        url: the page, with the anchor of its part where it has one.
        says: what the page says or shows, and for ``INFERRED`` what follows from it, in one sentence.
    """

    basis: str
    url: str
    says: str


# Every command
METRICS = Source(
    basis=DOCUMENTED, url=f"{_USER_GUIDE}/cmd-init.html", says="With consent, each command sends usage metrics."
)
LOGS = Source(
    basis=DOCUMENTED, url=f"{_USER_GUIDE}/cmd-init.html", says="With consent, a command that fails uploads its logs."
)
SUPPORT_BUNDLE = Source(
    basis=DOCUMENTED,
    url=f"{_USER_GUIDE}/cmd-upload-support-bundle.html",
    says="The command uploads logs and artifacts to the support of App2Container.",
)

# Buckets
BUCKET_PROMPT = Source(
    basis=INFERRED,
    url=f"{_USER_GUIDE}/cmd-init.html",
    says="The command asks for a bucket, and the guide grants these reads, with which it can check the answer.",
)
BUCKET_REGION = Source(
    basis=INFERRED,
    url=f"{_AWS}/AmazonS3/latest/API/API_GetBucketLocation.html",
    says="Requests for objects go to the Region of the bucket, and the guide grants asking for it.",
)
EXTRACTED = Source(
    basis=DOCUMENTED,
    url=f"{_USER_GUIDE}/cmd-extract.html",
    says="With --output s3, the command writes the archive to the bucket.",
)
ARCHIVE = Source(
    basis=DOCUMENTED,
    url=f"{_USER_GUIDE}/cmd-containerize.html",
    says="With --input-archive, the command starts from the archive that extract wrote.",
)
TEMPLATES = Source(
    basis=OBSERVED,
    url=f"{_FIRELENS}#firelens-setup-step4",
    says="The command prints that it uploaded CloudFormation resources to the bucket.",
)
UPLOAD_IN_PARTS = Source(
    basis=DOCUMENTED,
    url=f"{_AWS}/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions",
    says="A large file is uploaded in parts; if that fails, the AWS SDK gives the upload up with this request.",
)
BUCKET_KEY = Source(
    basis=DOCUMENTED,
    url=f"{_AWS}/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    says="S3 uses the key of a bucket with the permissions of the caller.",
)

# Secrets
SECRET_OF_HOST = Source(
    basis=INFERRED,
    url=f"{_USER_GUIDE}/cmd-remote-configure.html",
    says="The command takes the ARN of the secret of each host, and can check that the secret exists.",
)
REMOTE_ACCESS = Source(
    basis=DOCUMENTED,
    url=f"{_USER_GUIDE}/manage-secrets.html#ra-secrets",
    says="Remote commands connect with the credentials in the secret of the host.",
)
PIPELINE_SECRETS = Source(
    basis=DOCUMENTED,
    url=_PIPELINE,
    says="pipeline.json names the secrets that App2Container uses for Jenkins, Git and Azure DevOps.",
)
SECRET_KEY = Source(
    basis=DOCUMENTED,
    url=f"{_AWS}/secretsmanager/latest/userguide/security-encryption.html",
    says="Secrets Manager decrypts a secret with the permissions of the caller.",
)

# Images
REPOSITORY = Source(
    basis=OBSERVED,
    url=f"{_FIRELENS}#firelens-setup-step4",
    says="The command prints that it created the ECR repository.",
)
PUSH = Source(
    basis=DOCUMENTED,
    url=f"{_AWS}/AmazonECR/latest/userguide/image-push-iam.html",
    says="Docker needs these permissions to push an image.",
)
LOGIN = Source(
    basis=DOCUMENTED,
    url=f"{_AWS}/AmazonECR/latest/userguide/registry_auth.html",
    says="Docker logs in to the registry with a token, which is not of one repository.",
)

# Deployments
DEFINITION = Source(
    basis=OBSERVED,
    url=f"{_FIRELENS}#firelens-setup-step4",
    says="The command prints that it registered the ECS task definition.",
)
DEFINITION_TAGS = Source(
    basis=DOCUMENTED,
    url=_DEPLOYMENT,
    says="With resourceTags in deployment.json, the task definition has tags.",
)
EXECUTION_ROLE = Source(
    basis=DOCUMENTED,
    url=_PASSING,
    says="Whoever names a role for a service must be allowed to pass it; the task definition names this one.",
)
OWN_VPC = Source(
    basis=INFERRED,
    url=_DEPLOYMENT,
    says="deployment.json can name a VPC, whose parts go into the templates; the guide grants looking them up.",
)
KEY_PAIR = Source(
    basis=INFERRED,
    url=_DEPLOYMENT,
    says="deployment.json can name the key pair of EC2 hosts; the guide grants finding and creating one.",
)
STACK = Source(
    basis=INFERRED,
    url=_DEPLOYMENT,
    says="deployment.json can name a stack to reuse; the guide grants looking at it.",
)
EKS_READER = Source(
    basis=INFERRED,
    url=_POLICIES,
    says="The guide grants it in SectionForEKS, for the helper function of the EKS Quick Start.",
)
EKS_ROLES = Source(
    basis=INFERRED,
    url=_POLICIES,
    says="The guide grants it in SectionForIAMAccess, for the policy that is for EKS.",
)
EKS_CLUSTER_POLICY = Source(
    basis=INFERRED,
    url=f"{_AWS}/eks/latest/userguide/cluster-iam-role.html",
    says="The role of an EKS cluster needs this policy, and the guide grants attaching policies to roles.",
)
EKS_NODE_POLICIES = Source(
    basis=INFERRED,
    url=f"{_AWS}/eks/latest/userguide/create-node-role.html",
    says="The role of EKS nodes needs this policy, and the guide grants attaching policies to roles.",
)
CREATED_ROLE = Source(
    basis=INFERRED,
    url=_PASSING,
    says="Whoever names a role for a service must be allowed to pass it, and a role is created for a service.",
)

# Logs
FIRELENS_ROLE = Source(
    basis=INFERRED,
    url=f"{_FIRELENS}#firelens-setup-step3",
    says="The generated task definition runs as this role, and the guide grants making it.",
)
FIREHOSE_ROLE = Source(
    basis=DOCUMENTED,
    url=_POLICIES,
    says="App2Container creates a role and a policy for the Firehose stream.",
)
STREAMS = Source(
    basis=DOCUMENTED,
    url=f"{_FIRELENS}#firelens-setup-step3",
    says="The streams exist after the command, already before the deployment.",
)

# Pipelines
CODECOMMIT = Source(
    basis=DOCUMENTED,
    url=f"{_USER_GUIDE}/cmd-generate-pipeline.html",
    says="The command creates the CodeCommit repository if there is none, and commits files to it.",
)
SSH_KEY = Source(
    basis=INFERRED,
    url=f"{_AWS}/IAM/latest/APIReference/API_UploadSSHPublicKey.html",
    says="Jenkins reads Git repositories over SSH, and CodeCommit accepts only SSH keys of IAM users.",
)
PIPELINE_TARGET = Source(
    basis=INFERRED,
    url=_PIPELINE,
    says="pipeline.json names the cluster and service of an earlier deployment; the guide grants looking at them.",
)
AZURE_DEVOPS = Source(
    basis=DOCUMENTED,
    url=GUIDE,
    says="The guide has the policy AzureDevOpsAWS for the AWS access of the pipeline.",
)
JENKINS = Source(
    basis=DOCUMENTED,
    url=GUIDE,
    says="The guide has the policy JenkinsAWS for the AWS access of the pipeline.",
)
