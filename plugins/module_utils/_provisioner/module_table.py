# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the identity that the modules work as needs for each module but ``access``, as a table.

The table of the module ``access`` contains the rows that these share with it.
"""

from __future__ import annotations

from .grants import Condition, grant

KEYS, KEY_SECRETS, KEY_READERS, KEY_ENCRYPTION = KEY_PARTS = (
    "access keys",
    "access keys in Secrets Manager",
    "access keys with restrict_to_user",
    "access keys with kms_key_id",
)
ASSOCIATION, REPLACEMENT = ASSOCIATION_PARTS = ("instance profiles", "instance profiles of others")
REMOTE, REMOTE_ENCRYPTION = REMOTE_PARTS = ("remote secrets", "remote secrets with kms_key_id")
BUCKET, BUCKET_REMOVAL = BUCKET_PARTS = ("artifact bucket", "removal of the artifact bucket")
REPORT = "access_info"
AUDIT, AUDIT_CONTENTS = AUDIT_PARTS = ("audit", "audit with secret_contents")
EXPLAIN = "access_check_info"
PREFLIGHT = "preflight"  # beside the policies for access and access_keys; they work without it
PERMISSION_SETS = "permission sets"
ORGANIZATION, ORGANIZATION_TAGS = ORGANIZATION_PARTS = ("accounts of an organization", "tags of accounts")
# The policies for the further parts of each module are attached in addition to the policy for its first part.
MODULE_PARTS = (
    KEY_PARTS,
    ASSOCIATION_PARTS,
    REMOTE_PARTS,
    BUCKET_PARTS,
    (REPORT,),
    AUDIT_PARTS,
    (EXPLAIN,),
    (PERMISSION_SETS,),
    ORGANIZATION_PARTS,
)

OUR_USERS = "user{path}*"
OUR_PROFILE = "instance-profile{path}{worker_profile}"
KEY_PLACES = "secret:{key_secrets}"
REMOTE_PLACES = "secret:{secrets}"
OUR_BUCKETS = "{buckets}"  # each account has a bucket of its own name
ITSELF = "{itself}"

GIVES_OURS: Condition = {"ArnEquals": {"ec2:NewInstanceProfile": "{arn}" + OUR_PROFILE}}
HAS_OURS: Condition = {"ArnEquals": {"ec2:InstanceProfile": "{arn}" + OUR_PROFILE}}
FOR_SECRETS: Condition = {"StringLike": {"kms:ViaService": "secretsmanager.{region}.amazonaws.com"}}

OURS_IS_REQUESTED: Condition = {"StringEquals": {"aws:RequestTag/app2container:managed-by": "fleetops.app2container"}}
TAGGED_AS_OURS: Condition = {"StringEquals": {"aws:ResourceTag/app2container:managed-by": "fleetops.app2container"}}
ON_SETS = (
    "AttachCustomerManagedPolicyReferenceToPermissionSet DeleteInlinePolicyFromPermissionSet DeletePermissionSet"
    " DeletePermissionsBoundaryFromPermissionSet DetachCustomerManagedPolicyReferenceFromPermissionSet"
    " DetachManagedPolicyFromPermissionSet PutPermissionsBoundaryToPermissionSet UpdatePermissionSet"
)
IN_ACCOUNTS = "CreateAccountAssignment DeleteAccountAssignment ProvisionPermissionSet"

# AWS asks for each action on all of its types of resources. Those without a tag of ours are in rows of their own, which
# allow nothing by themselves.
PERMISSION_SET_GRANTS = (
    grant("FindIdentityCenter", (PERMISSION_SETS,), "ListInstances", "*", service="sso"),
    grant(
        "ReadPermissionSets",
        (PERMISSION_SETS,),
        "DescribeAccountAssignmentCreationStatus DescribeAccountAssignmentDeletionStatus DescribePermissionSet"
        " DescribePermissionSetProvisioningStatus GetInlinePolicyForPermissionSet"
        " GetPermissionsBoundaryForPermissionSet ListAccountAssignments ListAccountsForProvisionedPermissionSet"
        " ListCustomerManagedPolicyReferencesInPermissionSet ListManagedPoliciesInPermissionSet ListPermissionSets"
        " ListTagsForResource",
        "account/*",
        "instance/*",
        "permissionSet/*/*",
        service="sso",
    ),
    grant(
        "FindPeople",
        (PERMISSION_SETS,),
        "DescribeGroup DescribeUser GetGroupId GetUserId",
        "group/*",
        "identitystore/*",
        "user/*",
        service="identitystore",
    ),
    grant(
        "CreatePermissionSets",
        (PERMISSION_SETS,),
        "CreatePermissionSet TagResource",
        "instance/*",
        "permissionSet/*/*",
        service="sso",
        condition=OURS_IS_REQUESTED,
    ),
    grant(
        "WritePermissionSets",
        (PERMISSION_SETS,),
        f"{ON_SETS} {IN_ACCOUNTS} TagResource UntagResource",
        "permissionSet/*/*",
        service="sso",
        condition=TAGGED_AS_OURS,
    ),
    grant("WriteInInstance", (PERMISSION_SETS,), f"{ON_SETS} {IN_ACCOUNTS}", "instance/*", service="sso"),
    grant("WriteInAccounts", (PERMISSION_SETS,), IN_ACCOUNTS, "account/*", service="sso"),
    grant("LookForPolicies", (PERMISSION_SETS,), "GetPolicy", "policy/*"),
)

AUDIT_GRANTS = (
    grant(
        "AuditCredentials",
        (AUDIT,),
        "GenerateCredentialReport GetAccountSummary GetCredentialReport GetServiceLastAccessedDetails",
        "*",
    ),
    grant("AuditUse", (AUDIT,), "GenerateServiceLastAccessedDetails", "policy{path}*"),
    grant("AuditMachines", (AUDIT,), "DescribeInstances", "*", service="ec2"),
    grant(
        "AuditBuckets",
        (AUDIT,),
        "GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock GetBucketVersioning"
        " GetEncryptionConfiguration GetLifecycleConfiguration",
        OUR_BUCKETS,
        service="s3",
    ),
    grant("FindSecrets", (AUDIT,), "ListSecrets", "*", service="secretsmanager"),
    grant(
        "AuditSecrets",
        (AUDIT,),
        "DescribeSecret GetResourcePolicy ListSecretVersionIds",
        REMOTE_PLACES,
        service="secretsmanager",
    ),
    grant("AuditAccountBlock", (AUDIT,), "GetAccountPublicAccessBlock", "*", service="s3"),
    grant("ReadSecrets", (AUDIT_CONTENTS,), "GetSecretValue", REMOTE_PLACES, service="secretsmanager"),
)

# For the inventory plugin. AWS answers these only in the management account, or where it has delegated them.
ORGANIZATION_GRANTS = (
    grant("FindAccounts", (ORGANIZATION,), "ListAccounts ListRoots", "*", service="organizations"),
    grant(
        "ReadUnits",
        (ORGANIZATION,),
        "ListAccountsForParent ListOrganizationalUnitsForParent",
        "ou/*",
        "root/*",
        service="organizations",
    ),
    grant("ReadAccountTags", (ORGANIZATION_TAGS,), "ListTagsForResource", "account/*", service="organizations"),
)

MODULE_GRANTS = (
    grant(
        "WriteKeys",
        (KEYS,),
        "CreateAccessKey DeleteAccessKey GetAccessKeyLastUsed ListAccessKeys TagUser UntagUser UpdateAccessKey",
        OUR_USERS,
    ),
    grant(
        "StoreKeys",
        (KEY_SECRETS,),
        "CreateSecret DeleteSecret DescribeSecret PutSecretValue RestoreSecret TagResource",
        KEY_PLACES,
        service="secretsmanager",
    ),
    grant(
        "RestrictToUser",
        (KEY_READERS,),
        "DeleteResourcePolicy GetResourcePolicy PutResourcePolicy",
        KEY_PLACES,
        service="secretsmanager",
    ),
    grant("EncryptKeys", (KEY_ENCRYPTION,), "UpdateSecret", KEY_PLACES, service="secretsmanager"),
    grant(
        "FindInstances",
        (ASSOCIATION,),
        "DescribeIamInstanceProfileAssociations DescribeInstances",
        "*",
        service="ec2",
    ),
    grant(
        "GiveProfile",
        (ASSOCIATION,),
        "AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation",
        "instance/*",
        service="ec2",
        condition=GIVES_OURS,
    ),
    grant(
        "TakeProfile",
        (ASSOCIATION,),
        "DisassociateIamInstanceProfile",
        "instance/*",
        service="ec2",
        condition=HAS_OURS,
    ),
    grant("TakeOtherProfiles", (REPLACEMENT,), "DisassociateIamInstanceProfile", "instance/*", service="ec2"),
    grant(
        "KeepSecrets",
        (REMOTE,),
        "CreateSecret DeleteSecret DescribeSecret GetSecretValue PutSecretValue RestoreSecret TagResource"
        " UntagResource",
        REMOTE_PLACES,
        service="secretsmanager",
    ),
    grant(
        "KeepBuckets",
        (BUCKET,),
        "CreateBucket GetBucketLocation GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock"
        " GetBucketTagging GetBucketVersioning GetEncryptionConfiguration GetLifecycleConfiguration"
        " PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning"
        " PutEncryptionConfiguration PutLifecycleConfiguration TagResource",
        OUR_BUCKETS,
        service="s3",
    ),
    grant("RemoveBuckets", (BUCKET_REMOVAL,), "DeleteBucket ListBucketVersions", OUR_BUCKETS, service="s3"),
    grant("TryOwnRights", (PREFLIGHT,), "SimulatePrincipalPolicy", ITSELF),
    grant("ReadOwnRole", (PREFLIGHT,), "GetRole", "{own_roles}"),
    grant("ReportAccount", (REPORT, AUDIT), "GetAccountAuthorizationDetails ListInstanceProfiles", "*"),
    grant("AuditSessions", (AUDIT,), "ListRoles", "*"),
    grant("ReadEverything", (EXPLAIN,), "GetAccountAuthorizationDetails", "*"),
    grant("ExplainPrincipals", (EXPLAIN,), "GetRole GetUser SimulatePrincipalPolicy", "role/*", "user/*"),
    grant("DecodeMessages", (EXPLAIN,), "DecodeAuthorizationMessage", "*", service="sts"),
    grant("ReportDetails", (REPORT, AUDIT), "GetInstanceProfile GetPolicy", "instance-profile/*", "policy/*"),
    *AUDIT_GRANTS,
    grant("EncryptSecrets", (REMOTE_ENCRYPTION,), "UpdateSecret", REMOTE_PLACES, service="secretsmanager"),
    grant(
        "UseKmsKey",
        (KEY_ENCRYPTION, REMOTE_ENCRYPTION),
        "Decrypt Encrypt GenerateDataKey",
        "{kms_keys}",
        service="kms",
        condition=FOR_SECRETS,
    ),
    *PERMISSION_SET_GRANTS,
    *ORGANIZATION_GRANTS,
)
