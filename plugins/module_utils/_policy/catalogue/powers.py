# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy should not grant unnoticed: reads of secrets and data, and combinations that lead to other roles.

``PATHS`` are the combinations of https://pathfinding.cloud (state of December 2025) by the ids used there, and those
that https://github.com/prowler-cloud/prowler adds (ids with "prowler"). Those of IAM and STS that a single action makes
have rules of their own in ``lint.risk``. A combination that has all actions of another and more is left out.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DISCLOSURES", "PATHS", "Disclosure", "Path"]

_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference"


class Disclosure(NamedTuple):
    """Actions of a service that read secrets, data or credentials.

    ``kind`` stands for all resources of the type, as the last part of an ARN. ``reads`` completes "reads …".
    """

    service: str
    actions: tuple[str, ...]
    kind: str
    reads: str
    source: str


class Path(NamedTuple):
    """Actions that together lead to the permissions of another role.

    ``receiver`` is the service that receives a role by iam:PassRole; empty where the role of something that exists is
    used.
    """

    id: str
    actions: tuple[str, ...]
    receiver: str = ""


def _disclosure(service: str, names: str, kind: str, reads: str, page: str) -> Disclosure:
    return Disclosure(
        service=service,
        actions=tuple(f"{service}:{name}" for name in names.split()),
        kind=kind,
        reads=reads,
        source=f"{_REFERENCE}/list_{page}.html",
    )


DISCLOSURES: tuple[Disclosure, ...] = (
    _disclosure("secretsmanager", "GetSecretValue", "secret:*", "every secret", "awssecretsmanager"),
    _disclosure(
        "ssm",
        "GetParameter GetParameters GetParametersByPath GetParameterHistory",
        "parameter/*",
        "every parameter, secure strings included where kms:Decrypt is granted",
        "awssystemsmanager",
    ),
    _disclosure("s3", "GetObject GetObjectVersion", "*/*", "every object", "amazons3"),
    _disclosure("kms", "Decrypt", "key/*", "whatever any KMS key encrypts", "awskeymanagementservice"),
    _disclosure(
        "dynamodb", "GetItem BatchGetItem Query Scan PartiQLSelect", "table/*", "every table", "amazondynamodb"
    ),
    _disclosure(
        "lambda",
        "GetFunction GetFunctionConfiguration",
        "function:*",
        "the code or the environment variables of every function",
        "awslambda",
    ),
    _disclosure("sqs", "ReceiveMessage", "*", "the messages of every queue", "amazonsqs"),
    _disclosure("kinesis", "GetRecords", "stream/*", "every stream", "amazonkinesisdatastreams"),
    _disclosure("codecommit", "GitPull", "*", "the source code in every repository", "awscodecommit"),
    _disclosure("ebs", "GetSnapshotBlock", "snapshot/*", "the data of every snapshot", "amazonelasticblockstore"),
    _disclosure("rds", "CopyDBSnapshot CreateDBSnapshot", "snapshot:*", "databases, by a copy", "amazonrds"),
    _disclosure("rds-data", "ExecuteStatement", "*", "every database with the Data API", "amazonrdsdataapi"),
    _disclosure("athena", "GetQueryResults", "workgroup/*", "the results of every query", "amazonathena"),
    _disclosure("ec2", "GetPasswordData", "instance/*", "the administrator's password of every instance", "amazonec2"),
    _disclosure(
        "iam",
        "CreateServiceSpecificCredential ResetServiceSpecificCredential",
        "user/*",
        "new credentials of every user",
        "awsidentityandaccessmanagementiam",
    ),
    _disclosure(
        "redshift",
        "GetClusterCredentials GetClusterCredentialsWithIAM",
        "*",
        "credentials of every cluster",
        "amazonredshift",
    ),
    _disclosure(
        "cognito-identity",
        "GetCredentialsForIdentity GetOpenIdToken GetOpenIdTokenForDeveloperIdentity",
        "identitypool/*",
        "credentials of every identity",
        "amazoncognitoidentity",
    ),
    _disclosure("codepipeline", "PollForJobs PollForThirdPartyJobs", "*", "credentials of jobs", "awscodepipeline"),
    _disclosure("rds-db", "connect", "dbuser:*", "every database, as any of its users", "amazonrdsiamauthentication"),
)

_EC2, _LAMBDA, _ECS, _GLUE = (
    "ec2.amazonaws.com",
    "lambda.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "glue.amazonaws.com",
)
_STACKS, _BUILDS, _SAGEMAKER = "cloudformation.amazonaws.com", "codebuild.amazonaws.com", "sagemaker.amazonaws.com"

# Id, actions besides iam:PassRole, the service that receives the role.
_NEW = (
    ("apprunner-001", "apprunner:CreateService", "tasks.apprunner.amazonaws.com"),
    (
        "bedrock-001",
        "bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore.amazonaws.com",
    ),
    ("cloudformation-001", "cloudformation:CreateStack", _STACKS),
    ("cloudformation-003", "cloudformation:CreateStackSet cloudformation:CreateStackInstances", _STACKS),
    ("cloudformation-004", "cloudformation:UpdateStackSet", _STACKS),
    ("codebuild-001", "codebuild:CreateProject codebuild:StartBuild", _BUILDS),
    ("codebuild-004", "codebuild:CreateProject codebuild:StartBuildBatch", _BUILDS),
    (
        "datapipeline-001",
        "datapipeline:CreatePipeline datapipeline:PutPipelineDefinition",
        "datapipeline.amazonaws.com",
    ),
    ("ec2-001", "ec2:RunInstances", _EC2),
    ("ec2-003", "ec2:RequestSpotInstances", _EC2),
    ("ecs-003", "ecs:RegisterTaskDefinition ecs:CreateService", _ECS),
    ("ecs-004", "ecs:RegisterTaskDefinition ecs:RunTask", _ECS),
    ("ecs-005", "ecs:RegisterTaskDefinition ecs:StartTask", _ECS),
    ("glue-001", "glue:CreateDevEndpoint", _GLUE),
    ("glue-003", "glue:CreateJob glue:StartJobRun", _GLUE),
    ("glue-004", "glue:CreateJob glue:CreateTrigger", _GLUE),
    ("glue-005", "glue:UpdateJob glue:StartJobRun", _GLUE),
    ("glue-006", "glue:UpdateJob glue:CreateTrigger", _GLUE),
    ("lambda-001", "lambda:CreateFunction lambda:InvokeFunction", _LAMBDA),
    ("lambda-002", "lambda:CreateFunction lambda:CreateEventSourceMapping", _LAMBDA),
    ("lambda-006", "lambda:CreateFunction lambda:AddPermission", _LAMBDA),
    ("sagemaker-001", "sagemaker:CreateNotebookInstance", _SAGEMAKER),
    ("sagemaker-002", "sagemaker:CreateTrainingJob", _SAGEMAKER),
    ("sagemaker-003", "sagemaker:CreateProcessingJob", _SAGEMAKER),
    ("prowler-autoscaling", "autoscaling:CreateAutoScalingGroup autoscaling:CreateLaunchConfiguration", _EC2),
    ("prowler-batch", "batch:RegisterJobDefinition batch:SubmitJob", _ECS),
    ("prowler-emr", "elasticmapreduce:RunJobFlow", "elasticmapreduce.amazonaws.com"),
)
_NOTEBOOKS = (
    "sagemaker:CreateNotebookInstanceLifecycleConfig sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance"
    " sagemaker:StartNotebookInstance"
)
# Id, actions. What they change or enter has a role already.
_EXISTING = (
    ("apprunner-002", "apprunner:UpdateService"),
    ("bedrock-002", "bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter"),
    ("cloudformation-002", "cloudformation:UpdateStack"),
    ("cloudformation-005", "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet"),
    ("codebuild-002", "codebuild:StartBuild"),
    ("codebuild-003", "codebuild:StartBuildBatch"),
    ("ec2instanceconnect-003", "ec2-instance-connect:SendSSHPublicKey"),
    ("ec2-002", "ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances"),
    ("ec2-004", "ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate"),
    ("glue-002", "glue:UpdateDevEndpoint"),
    ("lambda-003", "lambda:UpdateFunctionCode"),
    ("sagemaker-004", "sagemaker:CreatePresignedNotebookInstanceUrl"),
    ("sagemaker-005", _NOTEBOOKS),
    ("ssm-001", "ssm:StartSession"),
    ("ssm-002", "ssm:SendCommand"),
    ("prowler-ecs-exec", "ecs:ExecuteCommand ecs:DescribeTasks"),
    ("prowler-lambda-configuration", "lambda:UpdateFunctionConfiguration"),
)

PATHS: tuple[Path, ...] = (
    *(Path(id=name, actions=("iam:PassRole", *actions.split()), receiver=service) for name, actions, service in _NEW),
    *(Path(id=name, actions=tuple(actions.split())) for name, actions in _EXISTING),
)
