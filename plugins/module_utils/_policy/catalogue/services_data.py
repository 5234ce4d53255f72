# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts on AWS services, written by tools/generate_services.py. Do not edit: run it again.

The facts are those of the AWS service authorization reference, as collected by the package named in ``actions_data``.
"""

from __future__ import annotations

# Form -> services. R stands for a Region, A for an account, - for none.
ARN_FORMS: dict[str, str] = {
    "--": "artifact controlcatalog identitystore mapcredits route53 s3 vendor-insights",
    "-A": (
        "account arc-region-switch bcm-dashboards bcm-pricing-calculator billing billingconductor budgets ce chatbot "
        "cloudfront compute-optimizer consoleapp ecr-public elemental-support-cases globalaccelerator iam invoicing "
        "networkmanager notifications notifications-contacts opsworks-cm organizations payments pricingplanmanager "
        "purchase-orders route53-recovery-control route53-recovery-readiness route53globalresolver savingsplans shield "
        "ssm-incidents sso sts swf ts verifiedpermissions waf worklink"
    ),
    "R-": "apigateway geo-maps geo-places geo-routes health iq iq-permission",
    "RA": (
        "a4b access-analyzer account-access acm acm-pca agent-registry aidevops aiops airflow airflow-serverless "
        "amplify amplifybackend amplifyuibuilder aoss app-integrations appconfig appfabric appflow "
        "application-autoscaling application-signals application-signals-mcp appmesh appmesh-preview apprunner "
        "appstream appstudio appsync apptest aps assurance athena auditmanager autoscaling aws-external-anthropic "
        "aws-marketplace b2bi backup backup-gateway backup-search batch bcm-data-exports bedrock bedrock-agentcore "
        "bedrock-mantle bedrock-websearch braket bugbust cases cassandra catalog chime cleanrooms cleanrooms-ml cloud9 "
        "clouddirectory cloudformation cloudhsm cloudsearch cloudshell cloudtrail cloudwatch codeartifact codebuild "
        "codecatalyst codecommit codeconnections codedeploy codeguru-profiler codeguru-reviewer codeguru-security "
        "codepipeline codestar-connections codestar-notifications codewhisperer cognito-identity cognito-idp "
        "cognito-sync comprehend config connect connect-campaigns continuum controltower cur databrew dataexchange "
        "datapipeline datasync datazone dax deadline detective devicefarm directconnect dlm dms docdb-elastic drs ds "
        "dsql dynamodb ec2 ecr ecs eks elastic-inference elasticache elasticbeanstalk elasticfilesystem "
        "elasticloadbalancing elasticmapreduce elastictranscoder elemental-appliances-software elemental-inference "
        "emr-containers emr-serverless end-user-messaging entityresolution es events eventsbilltoaws evs execute-api "
        "finspace finspace-api firehose fis fms forecast frauddetector freertos fsx gamelift gameliftstreams geo "
        "glacier glue grafana greengrass groundstation guardduty health-agent healthlake honeycode identity-sync "
        "imagebuilder inspector2 interconnect internetmonitor iot iotanalytics iotdeviceadvisor iotfleethub "
        "iotfleetwise iotmanagedintegrations iotsitewise iottwinmaker iotwireless ivs ivschat kafka kafkaconnect "
        "kendra kendra-ranking kinesis kinesisanalytics kinesisvideo kms lambda launchwizard lex license-manager "
        "license-manager-linux-subscriptions license-manager-user-subscriptions lightsail logs lookoutequipment "
        "lookoutmetrics lookoutvision m2 machinelearning macie2 managedblockchain mediaconnect mediaconvert medialive "
        "mediapackage mediapackage-vod mediapackagev2 mediastore mediatailor medical-imaging memorydb mgh mgn "
        "migrationhub-orchestrator mobiletargeting monitron mpa mq neptune-db neptune-graph network-firewall "
        "network-security-manager networkflowmonitor networkmonitor nimble nova-act oam observabilityadmin odb omics "
        "one opensearch opsworks osis outposts panorama partnercentral payment-cryptography pca-connector-ad "
        "pca-connector-scep pcs personalize pi pipes polly private-networks profile proton qapps qbusiness qdeveloper "
        "qldb quicksight ram rbin rds rds-db redshift redshift-serverless refactor-spaces rekognition repostspace "
        "resiliencehub resource-explorer-2 resource-groups robomaker rolesanywhere route53profiles route53resolver "
        "rtbfabric rum s3-object-lambda s3-outposts s3express s3files s3tables s3vectors sagemaker "
        "sagemaker-geospatial scheduler schemas scn sdb secretsmanager security-ir securityagent securityhub "
        "securitylake serverlessrepo servicecatalog servicediscovery servicequotas ses signer signin simspaceweaver "
        "sms-voice snow-device-management sns social-messaging sqlworkbench sqs ssm ssm-contacts ssm-quicksetup "
        "ssm-sap states storagegateway supportauthz synthetics textract thinclient timestream timestream-influxdb tnb "
        "transcribe transfer transform transform-custom translate trustedadvisor voiceid vpc-lattice waf-regional "
        "wafv2 wellarchitected wickr wisdom workdocs workmail workmailmessageflow workspaces workspaces-instances "
        "workspaces-web xray"
    ),
}

# Service -> form -> templates of the resources whose ARNs have that form, not the usual one.
FURTHER_FORMS: dict[str, dict[str, str]] = {
    "apigateway": {
        "RA": (
            "/domainnameaccessassociations "
            "/domainnameaccessassociations/domainname/${DomainName}/${SourceType}/${SourceId} "
            "/domainnames/${DomainName}+${DomainIdentifier} /domainnames/${DomainName}/routingrules/${RoutingRuleId} "
            "/portalproducts/${PortalProductId} /portalproducts/${PortalProductId}/productpages/${ProductPageId} "
            "/portalproducts/${PortalProductId}/productrestendpointpages/${ProductRestEndpointPageId} "
            "/portals/${PortalId}"
        ),
    },
    "artifact": {
        "-A": "customer-agreement/*",
        "R-": "report/${ReportId}:${Version}",
        "RA": "compliance-inquiry/*",
    },
    "aws-marketplace": {
        "--": (
            "catalog/${CatalogName}/listing/${ListingId} catalog/${CatalogName}/listing/* "
            "catalog/${CatalogName}/offer/${OfferId} catalog/${CatalogName}/offerSet/${OfferSetId} "
            "catalog/${CatalogName}/product/${ProductId} catalog/${CatalogName}/purchaseOption/${PurchaseOptionId} "
            "catalog/${CatalogName}/purchaseOption/*"
        ),
        "-A": "${Catalog}/ReportingData/${FactTable}/Dashboard/${DashboardName}",
        "R-": "${Catalog}/Assessment/${ResourceId}",
    },
    "bedrock": {
        "-A": "system-tool/${ResourceId}",
        "R-": "foundation-model/${ResourceId}",
    },
    "cloudwatch": {
        "-A": "dashboard/${DashboardName}",
    },
    "codecatalyst": {
        "--": "space/${SpaceId} space/${SpaceId}/project/${ProjectId}",
    },
    "controltower": {
        "R-": "baseline/${BaselineId}",
    },
    "dataexchange": {
        "R-": (
            "data-sets/${DataSetId} data-sets/${DataSetId}/revisions/${RevisionId} "
            "data-sets/${DataSetId}/revisions/${RevisionId}/assets/${AssetId}"
        ),
    },
    "devicefarm": {
        "R-": "device:${ResourceId} deviceinstance:${ResourceId}",
    },
    "directconnect": {
        "-A": "dx-gateway/${DirectConnectGatewayId} dx-resiliency-group/${ResiliencyGroupId}",
    },
    "dynamodb": {
        "-A": "global-table/${GlobalTableName}",
    },
    "ec2": {
        "-A": (
            "ipam-external-resource-verification-token/${IpamExternalResourceVerificationTokenId} "
            "ipam-internet-registry-association/${IpamInternetRegistryAssociationId} ipam-policy/${IpamPolicyId} "
            "ipam-pool/${IpamPoolId} ipam-prefix-list-resolver-target/${IpamPrefixListResolverTargetId} "
            "ipam-prefix-list-resolver/${IpamPrefixListResolverId} "
            "ipam-resource-discovery-association/${IpamResourceDiscoveryAssociationId} "
            "ipam-resource-discovery/${IpamResourceDiscoveryId} ipam-scope/${IpamScopeId} ipam/${IpamId}"
        ),
        "R-": "image/${ImageId} snapshot/${SnapshotId}",
    },
    "eks": {
        "-A": "cluster-access-policy/${AccessPolicyName}",
    },
    "elasticache": {
        "-A": "globalreplicationgroup:${GlobalReplicationGroupId}",
    },
    "elasticbeanstalk": {
        "R-": "platform/${PlatformNameWithVersion} solutionstack/${SolutionStackName}",
    },
    "events": {
        "R-": "event-source/${EventSourceName}",
    },
    "forecast": {
        "--": "algorithm/${ResourceId}",
    },
    "gamelift": {
        "R-": "alias/${AliasId}",
    },
    "guardduty": {
        "-A": "detection-rule/custom/${RuleId}",
    },
    "identitystore": {
        "-A": "identitystore/${IdentityStoreId}",
    },
    "internetmonitor": {
        "-A": "internet-event/${InternetEventId}",
    },
    "license-manager": {
        "-A": "grant:${GrantId} license:${LicenseId}",
    },
    "managedblockchain": {
        "R-": "networks/${NetworkId} proposals/${ProposalId}",
    },
    "memorydb": {
        "-A": "multiregioncluster/${ClusterName} multiregionparametergroup/${MultiRegionParameterGroupName}",
    },
    "notifications": {
        "RA": "configuration/${NotificationConfigurationId}/event/${NotificationEventId}",
    },
    "partnercentral": {
        "-A": "catalog/${Catalog}/ReportingData/${TableId}/Dashboard/${DashboardId}",
        "R-": (
            "catalog/${Catalog}/benefit/${Identifier} catalog/${Catalog}/connection-invitation/${Identifier} "
            "catalog/${Catalog}/connection/${Identifier} "
            "catalog/${Catalog}/engagement-by-accepting-invitation-task/${TaskId} "
            "catalog/${Catalog}/engagement-from-opportunity-task/${TaskId} "
            "catalog/${Catalog}/engagement-invitation/${Identifier} catalog/${Catalog}/engagement/${Identifier} "
            "catalog/${Catalog}/opportunity-from-engagement-task/${TaskId} "
            "catalog/${Catalog}/prospecting-from-engagement-task/${TaskIdentifier}"
        ),
    },
    "personalize": {
        "--": "algorithm/${ResourceId} feature-transformation/${ResourceId} recipe/${ResourceId}",
    },
    "quicksight": {
        "-A": "assignment/${ResourceId}",
    },
    "ram": {
        "-A": "permission/${ResourcePath}",
    },
    "rds": {
        "-A": "global-cluster:${GlobalCluster}",
    },
    "s3": {
        "-A": "accesspoint/${AccessPointAlias}",
        "RA": (
            "access-grants/default access-grants/default/grant/${Token} access-grants/default/location/${Token} "
            "accesspoint/${AccessPointName} accesspoint/${AccessPointName}/object/${ObjectName} "
            "async-request/mrap/${Operation}/${Token} job/${JobId} storage-lens-group/${Name} storage-lens/${ConfigId}"
        ),
    },
    "signin": {
        "--": "console/${ConsoleName}",
        "R-": "external-client/dcr/*",
    },
    "sso": {
        "--": "account/${AccountId} instance/${InstanceId} permissionSet/${InstanceId}/${PermissionSetId}",
    },
    "verifiedpermissions": {
        "RA": "policy-store-alias/${AliasName}",
    },
}

# Prefix of condition keys -> type -> names after the prefix.
CONDITION_KEYS: dict[str, dict[str, str]] = {
    "a4b": {
        "ArrayOfString": "filters_deviceType",
        "String": "amazonId",
    },
    "account": {
        "ArrayOfString": "AccountResourceOrgPaths AlternateContactTypes",
        "String": "AccountResourceOrgTags/${TagKey} EmailTargetDomain TargetRegion",
    },
    "accounts.google.com": {
        "Numeric": "google/organization_number",
        "String": "aud oaud sub",
    },
    "acm": {
        "ArrayOfString": "DomainNames",
        "String": (
            "CertificateAuthority CertificateKeyPairOrigin CertificateTransparencyLogging Export KeyAlgorithm "
            "ValidationMethod"
        ),
    },
    "acm-pca": {
        "ARN": "TemplateArn",
    },
    "agent-registry": {
        "String": "RecordCreatorAccount RecordSourceAccount",
    },
    "agent.buildkite.com": {
        "String": "build_branch cluster_id cluster_name organization_id organization_slug pipeline_id pipeline_slug",
    },
    "agentaccess-mcp": {
        "ARN": "StackArn",
    },
    "aidevops": {
        "ARN": "SourceAgentSpaceArn TargetAgentSpaceArn",
        "String": "ServiceType",
    },
    "airflow": {
        "ArrayOfString": "TeamNames",
        "String": "DagAccessEntity ResourceAction ResourceId ResourceType",
    },
    "amplifyuibuilder": {
        "String": (
            "CodegenJobResourceAppId CodegenJobResourceEnvironmentName CodegenJobResourceId ComponentResourceAppId "
            "ComponentResourceEnvironmentName ComponentResourceId FormResourceAppId FormResourceEnvironmentName "
            "FormResourceId ThemeResourceAppId ThemeResourceEnvironmentName ThemeResourceId"
        ),
    },
    "aoss": {
        "String": "collection collection-group CollectionId DeletionProtection index",
    },
    "apigateway": {
        "ARN": "Request/CognitoUserPoolArn Request/DomainNameArn Resource/CognitoUserPoolArn",
        "ArrayOfBool": "Request/ApiKeyRequired Resource/ApiKeyRequired",
        "ArrayOfString": (
            "Request/AuthorizerType Request/AuthorizerUri Request/ConditionBasePaths Request/EndpointType "
            "Request/RouteAuthorizationType Request/SecurityPolicy Resource/AuthorizerType Resource/AuthorizerUri "
            "Resource/ConditionBasePaths Resource/EndpointType Resource/RouteAuthorizationType Resource/SecurityPolicy"
        ),
        "Bool": "Request/DisableExecuteApiEndpoint Resource/DisableExecuteApiEndpoint",
        "Numeric": "Request/Priority Resource/Priority",
        "String": (
            "Request/AccessAssociationSource Request/AccessLoggingDestination Request/AccessLoggingFormat "
            "Request/ApiName Request/Method Request/MtlsTrustStoreUri Request/MtlsTrustStoreVersion "
            "Request/PortalDisplayName Request/PortalDomainName Request/PortalProductDisplayName "
            "Request/ProductPageTitle Request/ProductRestEndpointPageEndpointPrefix Request/RestApiId "
            "Request/RoutingMode Request/Stage Request/StageName Resource/AccessLoggingDestination "
            "Resource/AccessLoggingFormat Resource/ApiName Resource/Method Resource/MtlsTrustStoreUri "
            "Resource/MtlsTrustStoreVersion Resource/PortalDisplayName Resource/PortalDomainName "
            "Resource/PortalProductDisplayName Resource/PortalPublishStatus Resource/ProductPageTitle "
            "Resource/ProductRestEndpointPageEndpointPrefix Resource/RestApiId Resource/RoutingMode Resource/Stage"
        ),
    },
    "application-autoscaling": {
        "String": "scalable-dimension service-namespace",
    },
    "apprunner": {
        "ARN": "AutoScalingConfigurationArn ConnectionArn ObservabilityConfigurationArn ServiceArn VpcConnectorArn",
        "String": "VpcEndpointId VpcId",
    },
    "appstream": {
        "String": "userId",
    },
    "appsync": {
        "String": "Visibility",
    },
    "arc-zonal-shift": {
        "String": "ResourceIdentifier",
    },
    "artifact": {
        "String": "ReportCategory ReportSeries",
    },
    "autoscaling": {
        "ArrayOfARN": "TargetGroupARNs",
        "ArrayOfString": (
            "CapacityReservationIds CapacityReservationResourceGroupArns LoadBalancerNames TargetCapacityTypes "
            "TrafficSourceIdentifiers VPCZoneIdentifiers"
        ),
        "Bool": "ForceDelete LaunchTemplateVersionSpecified",
        "Numeric": "MaxSize MetadataHttpPutResponseHopLimit MinSize SpotPrice",
        "String": (
            "ImageId InstanceType InstanceTypes LaunchConfigurationName MetadataHttpEndpoint MetadataHttpTokens "
            "OperatorPrincipal ResourceTag/${TagKey}"
        ),
    },
    "aws-external-anthropic": {
        "ARN": "KeyArn",
        "Bool": "CalledViaConsole",
        "String": "BearerTokenType Capability",
    },
    "aws-marketplace": {
        "ArrayOfString": "AgreementType ProductId",
        "String": "Intent PartyType VerificationType",
    },
    "backup": {
        "ARN": "MpaApprovalTeamArn",
        "ArrayOfARN": "CopyTargets FrameworkArns",
        "ArrayOfString": "CopyTargetOrgPaths",
        "Numeric": "ChangeableForDays MaxRetentionDays MinRetentionDays",
        "String": "Index",
    },
    "batch": {
        "Bool": "AWSLogsCreateGroup EKSPrivileged Privileged",
        "Numeric": "EKSRunAsGroup EKSRunAsUser SchedulingPriority",
        "String": (
            "AWSLogsGroup AWSLogsRegion AWSLogsStreamPrefix EKSImage EKSNamespace EKSServiceAccountName Image "
            "LogDriver ShareIdentifier User"
        ),
    },
    "bedrock": {
        "ARN": (
            "GuardrailIdentifier InferenceProfileArn ModelArn ProjectArn PromptRouterArn "
            "ThirdPartyKnowledgeBaseCredentialsSecretArn"
        ),
        "String": "BearerTokenType DataRetentionMode InlineAgentName ServiceTier",
    },
    "bedrock-agentcore": {
        "ArrayOfString": (
            "AllowedQueryParameters AllowedRequestHeaders AllowedResponseHeaders CredentialProviderScope "
            "InboundJwtClaim/aud InboundJwtClaim/scope securityGroups subnets"
        ),
        "String": (
            "actorId CredentialProviderType DiscoveryUrl GatewayAuthorizerType HttpTargetConfigurationType "
            "InboundJwtClaim/client_id InboundJwtClaim/iss InboundJwtClaim/sub InferenceTargetConfigurationType "
            "KmsKeyArn McpTargetConfigurationType namespace namespacePath namespaceVariable/${VariableName} "
            "PolicyEngineArn PolicyEngineMode PrivateEndpointType ProtocolType ResourceConfigurationIdentifier "
            "RuntimeAuthorizerType runtimeSessionId sessionId sourceNamespace strategyId userid"
        ),
    },
    "bedrock-mantle": {
        "ArrayOfString": "Files",
        "String": (
            "BearerTokenType CustomizedModelArn DataRetentionMode FineTuningJob Model ProjectArn ReservationArn "
            "ServiceTier"
        ),
    },
    "billingconductor": {
        "ARN": "PricingPlanArn",
    },
    "cases": {
        "String": "CreatedBy RelatedItemType",
    },
    "catalog": {
        "String": "ChangeType",
    },
    "cleanrooms-ml": {
        "String": "CollaborationId",
    },
    "cloud9": {
        "ARN": "OwnerArn UserArn",
        "String": "EnvironmentId EnvironmentName InstanceType Permissions SubnetId",
    },
    "cloudformation": {
        "ARN": "RoleArn TypeArn",
        "ArrayOfString": "ResourceTypes TargetRegion",
        "String": "ChangeSetName CreateAction ImportResourceTypes StackPolicyUrl TemplateUrl",
    },
    "cloudshell": {
        "ArrayOfString": "SecurityGroupIds SubnetIds VpcIds",
    },
    "cloudwatch": {
        "ARN": "ResourceArn",
        "ArrayOfARN": "requestManagedResourceARNs",
        "ArrayOfString": "AlarmActions requestInsightRuleLogGroups",
        "Bool": "AlarmTagsPropagationEnabled",
        "String": "HasAccessGrant namespace",
    },
    "codebuild": {
        "ARN": "buildArn environment.fleet.fleetArn projectArn",
        "ArrayOfBool": "secondaryArtifacts.encryptionDisabled secondarySources.insecureSsl",
        "ArrayOfString": (
            "buildBatchConfig.restrictions.computeTypesAllowed buildBatchConfig.restrictions.fleetsAllowed cache.modes "
            "environment.environmentVariables.name environment.environmentVariables.value "
            "fileSystemLocations.identifier fileSystemLocations.location fileSystemLocations.type "
            "secondaryArtifacts.artifactIdentifier secondaryArtifacts.bucketOwnerAccess secondaryArtifacts.location "
            "secondarySources.auth.resource secondarySources.auth.type secondarySources.buildStatusConfig.context "
            "secondarySources.buildStatusConfig.targetUrl secondarySources.location secondarySources.sourceIdentifier "
            "vpcConfig.securityGroupIds vpcConfig.subnets"
        ),
        "Bool": (
            "artifacts artifacts.encryptionDisabled buildBatchConfig cache computeConfiguration environment "
            "environment.computeConfiguration environment.environmentVariables environment.privilegedMode "
            "environment.registryCredential exportConfig.s3Destination.encryptionDisabled logsConfig logsConfig.s3Logs "
            "logsConfig.s3Logs.encryptionDisabled manualCreation secondaryArtifacts "
            "secondaryArtifacts/${artifactIdentifier}.encryptionDisabled secondarySources secondarySources.buildspec "
            "secondarySources/${sourceIdentifier}.buildspec secondarySources/${sourceIdentifier}.insecureSsl "
            "shouldOverwrite source source.buildspec source.insecureSsl vpcConfig"
        ),
        "Numeric": (
            "autoRetryLimit computeConfiguration.disk computeConfiguration.memory computeConfiguration.vCpu "
            "concurrentBuildLimit environment.computeConfiguration.disk environment.computeConfiguration.memory "
            "environment.computeConfiguration.vCpu"
        ),
        "String": (
            "artifacts.bucketOwnerAccess artifacts.location authType buildBatchConfig.serviceRole buildType "
            "cache.location cache.type computeConfiguration.instanceType computeConfiguration.machineType computeType "
            "encryptionKey environment.certificate environment.computeConfiguration.instanceType "
            "environment.computeConfiguration.machineType environment.computeType "
            "environment.environmentVariables/${name}.value environment.image environment.imagePullCredentialsType "
            "environment.registryCredential.credential environment.registryCredential.credentialProvider "
            "environment.type environmentType exportConfig.s3Destination.bucket exportConfig.s3Destination.bucketOwner "
            "exportConfig.s3Destination.encryptionKey exportConfig.s3Destination.path "
            "fileSystemLocations/${identifier}.location fileSystemLocations/${identifier}.type fleetServiceRole "
            "imageId logsConfig.s3Logs.bucketOwnerAccess logsConfig.s3Logs.location logsConfig.s3Logs.status "
            "projectVisibility scopeConfiguration.domain scopeConfiguration.name scopeConfiguration.scope "
            "secondaryArtifacts/${artifactIdentifier}.bucketOwnerAccess "
            "secondaryArtifacts/${artifactIdentifier}.location secondarySources/${sourceIdentifier}.auth.resource "
            "secondarySources/${sourceIdentifier}.auth.type "
            "secondarySources/${sourceIdentifier}.buildStatusConfig.context "
            "secondarySources/${sourceIdentifier}.buildStatusConfig.targetUrl "
            "secondarySources/${sourceIdentifier}.location serverType serviceRole source.auth.resource "
            "source.auth.type source.buildStatusConfig.context source.buildStatusConfig.targetUrl source.location "
            "token username vpcConfig.vpcId"
        ),
    },
    "codecommit": {
        "String": "References",
    },
    "codeconnections": {
        "ARN": "HostArn",
        "String": (
            "Branch BranchName FullRepositoryId InstallationId OwnerId PassedToService ProviderAction "
            "ProviderPermissionsRequired ProviderType ProviderTypeFilter RepositoryName VpcId"
        ),
    },
    "codestar-connections": {
        "ARN": "HostArn",
        "String": (
            "Branch BranchName FullRepositoryId InstallationId OwnerId PassedToService ProviderAction "
            "ProviderPermissionsRequired ProviderType ProviderTypeFilter RepositoryName VpcId"
        ),
    },
    "codestar-notifications": {
        "ARN": "NotificationsForResource",
    },
    "cognito-identity": {
        "ARN": "IdentityPoolArn",
    },
    "cognito-identity-auth": {
        "ARN": "IdentityPoolArn",
        "String": "AccountId",
    },
    "cognito-identity-unauth": {
        "ARN": "IdentityPoolArn",
        "String": "AccountId",
    },
    "cognito-identity.amazonaws.com": {
        "String": "amr aud sub",
    },
    "comprehend": {
        "ARN": "DataLakeKmsKey ModelKmsKey OutputKmsKey VolumeKmsKey",
        "ArrayOfString": "VpcSecurityGroupIds VpcSubnets",
        "String": "FlywheelIterationId",
    },
    "compute-optimizer": {
        "String": "ResourceType",
    },
    "config": {
        "String": "ConfigurationRecorderServicePrincipal",
    },
    "connect": {
        "ARN": "PreferredUserArn UserArn",
        "ArrayOfString": (
            "FlowType ListRealtimeContactAnalysisSegmentsBySegmentType MonitorCapabilities "
            "SearchContactsByContactAnalysis"
        ),
        "String": (
            "AssignmentType AttributeType Channel ContactAssociationId ContactInitiationMethod ExpressionValue "
            "InstanceId ListRealtimeContactAnalysisSegmentsByOutputType PrimaryAttribute/${PrimaryAttribute} "
            "SearchTag/${TagKey} StorageResourceType Subtype"
        ),
    },
    "continuum": {
        "ARN": "EnvironmentArn",
        "ArrayOfARN": "CollectorArn",
        "ArrayOfString": "RepositoryName",
        "String": "S3BucketName",
    },
    "dataexchange": {
        "String": "JobType",
    },
    "datapipeline": {
        "ArrayOfString": "PipelineCreator workerGroup",
        "String": "Tag/${TagKey}",
    },
    "datazone": {
        "String": "domainId projectId userId",
    },
    "dax": {
        "String": "EnclosingOperation",
    },
    "deadline": {
        "ArrayOfString": "FarmMembershipLevels FleetMembershipLevels JobMembershipLevels QueueMembershipLevels",
        "String": "AssociatedMembershipLevel CalledAction MembershipLevel PrincipalId RequesterPrincipalId",
    },
    "devops-guru": {
        "ArrayOfString": "ServiceNames",
    },
    "dms": {
        "String": (
            "assessment-run-tag/${TagKey} cert-tag/${TagKey} data-migration-tag/${TagKey} data-provider-tag/${TagKey} "
            "endpoint-tag/${TagKey} es-tag/${TagKey} individual-assessment-tag/${TagKey} "
            "instance-profile-tag/${TagKey} migration-project-tag/${TagKey} rep-tag/${TagKey} "
            "replication-config-tag/${TagKey} req-tag/${TagKey} subgrp-tag/${TagKey} task-tag/${TagKey}"
        ),
    },
    "drs": {
        "ARN": "EC2InstanceARN",
        "String": "CreateAction",
    },
    "ds-data": {
        "String": "Identifier MemberName MemberRealm Realm SAMAccountName",
    },
    "dsql": {
        "ArrayOfARN": "FisTargetArns",
        "String": "FisActionId WitnessRegion",
    },
    "dynamodb": {
        "ArrayOfARN": "FisTargetArns",
        "ArrayOfString": (
            "Attributes FirstPartitionKeyValues FourthPartitionKeyValues LeadingKeys SecondPartitionKeyValues "
            "ThirdPartitionKeyValues"
        ),
        "Bool": "FullTableScan",
        "String": "EnclosingOperation FisActionId ReturnConsumedCapacity ReturnValues Select",
    },
    "ebs": {
        "ARN": "ParentSnapshot",
        "Numeric": "VolumeSize",
        "String": "Description",
    },
    "ec2": {
        "ARN": (
            "AccepterVpc CapacityReservationFleet ClientRootCertificateChainArn CloudwatchLogGroupArn "
            "CloudwatchLogStreamArn DestinationCapacityReservationId DirectoryArn InstancePlatform InstanceProfile "
            "LaunchTemplate NewInstanceProfile OutpostArn ParentSnapshot ParentVolume PlacementGroup RequesterVpc "
            "SamlProviderArn ServerCertificateArn SourceCapacityReservationId SourceInstanceARN SourceOutpostArn "
            "Subnet Vpc"
        ),
        "ArrayOfARN": "FisTargetArns",
        "ArrayOfString": (
            "IKEVersions Phase1DHGroup Phase1EncryptionAlgorithms Phase1IntegrityAlgorithms Phase2DHGroup "
            "Phase2EncryptionAlgorithms Phase2IntegrityAlgorithms VpcePrivateDnsSpecifiedDomains"
        ),
        "Bool": (
            "AssociatePublicIpAddress EbsOptimized Encrypted EphemeralStorage IsInterruptible IsLaunchTemplateResource "
            "Public"
        ),
        "Date": "CreateDate EndDate",
        "Numeric": (
            "CommitmentDuration DPDTimeoutSeconds InstanceCount MetadataHttpPutResponseHopLimit Phase1LifetimeSeconds "
            "Phase2LifetimeSeconds Quantity RekeyFuzzPercentage RekeyMarginTimeSeconds RoleDelivery "
            "SnapshotCoolOffPeriod SnapshotLockDuration TargetInstanceCount VolumeInitializationRate VolumeIops "
            "VolumeSize VolumeThroughput"
        ),
        "String": (
            "Add/group Add/userId AllocationId Attribute Attribute/${AttributeName} AuthenticationType "
            "AuthorizedService AuthorizedUser AutoPlacement AvailabilityZone AvailabilityZoneId BootModeOverride "
            "CpuOptionsAmdSevSnp CreateAction DhcpOptionsID Domain ElasticGpuType EndDateType FisActionId GatewayType "
            "HostRecovery ImageID ImageType InsideTunnelCidr InsideTunnelIpv6Cidr InstanceAutoRecovery "
            "InstanceBandwidthWeighting InstanceID InstanceMarketType InstanceMatchCriteria InstanceMetadataTags "
            "InstanceType InternetGatewayID InterruptibleCapacityReservationId InterruptionType "
            "IpamPrefixListResolverTargetId Ipv4IpamPoolId Ipv6IpamPoolId KeyPairName KeyPairType KmsKeyId Location "
            "ManagedResourceOperator MetadataHttpEndpoint MetadataHttpTokens NetworkAclID NetworkInterfaceID osuser "
            "Owner Permission PlacementGroupName PlacementGroupStrategy ProductCode PublicIpAddress Region "
            "Remove/group Remove/userId ReplayWindowSizePackets ReservedInstancesOfferingType ResourceTag/${TagKey} "
            "RootDeviceType RouteTableID RoutingType SecurityGroupID SnapshotID SnapshotTime SourceAvailabilityZone "
            "SubnetID Tenancy transitGatewayAttachmentId transitGatewayConnectPeerId transitGatewayId "
            "transitGatewayMeteringPolicyId transitGatewayMulticastDomainId transitGatewayPolicyTableId "
            "transitGatewayRouteTableAnnouncementId transitGatewayRouteTableId VolumeID VolumeType VpceMultiRegion "
            "VpcePrivateDnsPreference VpceServiceName VpceServiceOwner VpceServicePrivateDnsName VpceServiceRegion "
            "VpceSupportedRegion VpcID VpcPeeringConnectionID"
        ),
    },
    "ec2-instance-connect": {
        "IPAddress": "privateIpAddress",
        "Numeric": "maxTunnelDuration remotePort",
    },
    "ecr": {
        "String": "AccountSetting ResourceTag/${TagKey}",
    },
    "ecr-public": {
        "String": "ResourceTag/${TagKey}",
    },
    "ecs": {
        "ARN": (
            "cluster container-instances daemon daemon-task-definition gateway namespace service task task-definition"
        ),
        "ArrayOfARN": "capacity-provider",
        "ArrayOfString": "compute-compatibility subnet",
        "Bool": "auto-assign-public-ip enable-ecs-managed-tags instance-metadata-tags-propagation",
        "Numeric": "task-cpu task-memory",
        "String": (
            "account-setting container-name CreateAction enable-ebs-volumes enable-execute-command "
            "enable-service-connect enable-vpc-lattice fargate-ephemeral-storage-kms-key privileged propagate-tags "
            "ResourceTag/${TagKey}"
        ),
    },
    "eks": {
        "ARN": "policyArn principalArn",
        "ArrayOfARN": "encryptionConfigProviderKeyArns",
        "ArrayOfString": "kubernetesGroups namespaces",
        "Bool": (
            "blockStorageEnabled bootstrapClusterCreatorAdminPermissions bootstrapSelfManagedAddons "
            "computeConfigEnabled deletionProtection elasticLoadBalancingEnabled endpointPrivateAccess "
            "endpointPublicAccess kubeApiServerConfig kubeControllerManagerConfig kubeSchedulerConfig "
            "loggingType/${type} zonalShiftEnabled"
        ),
        "String": (
            "accessEntryType accessScope authenticationMode clientId clusterName controlPlaneEgressMode "
            "controlPlaneScalingTier issuerUrl kubernetesVersion supportType username"
        ),
    },
    "elasticache": {
        "Bool": (
            "AtRestEncryptionEnabled AuthTokenEnabled AutomaticFailoverEnabled ClusterModeEnabled MultiAZEnabled "
            "TransitEncryptionEnabled"
        ),
        "Numeric": (
            "MaximumDataStorage MaximumECPUPerSecond MinimumDataStorage MinimumECPUPerSecond NumNodeGroups "
            "ReplicasPerNodeGroup SnapshotRetentionLimit"
        ),
        "String": (
            "CacheNodeType CacheParameterGroupName ConnectionType DataStorageUnit Durability EngineType EngineVersion "
            "KmsKeyId UserAuthenticationMode"
        ),
    },
    "elasticbeanstalk": {
        "ARN": (
            "FromApplication FromApplicationVersion FromConfigurationTemplate FromEnvironment FromPlatform "
            "FromSolutionStack InApplication"
        ),
    },
    "elasticfilesystem": {
        "ARN": "AccessPointArn",
        "Bool": "AccessedViaMountTarget Encrypted",
        "String": "CreateAction",
    },
    "elasticloadbalancing": {
        "ArrayOfString": "ListenerProtocol SecurityGroup SecurityPolicy Subnet",
        "String": "CreateAction ResourceTag/ ResourceTag/${TagKey} Scheme",
    },
    "elasticmapreduce": {
        "ARN": "ExecutionRoleArn",
        "String": "RequestTag/${TagKey} ResourceTag/${TagKey}",
    },
    "emr-containers": {
        "ARN": "ExecutionRoleArn JobTemplateArn",
    },
    "es": {
        "ArrayOfString": "SecurityGroupIds SubnetIds",
    },
    "events": {
        "ArrayOfARN": "EventBusArn TargetArn",
        "ArrayOfString": "detail-type Metadata/${MetadataKey} source",
        "Bool": "ContentFilterPresent",
        "String": (
            "creatorAccount detail.eventTypeCode detail.service detail.userIdentity.principalId eventBusInvocation "
            "ManagedBy Metadata/${MetadataKey}/Matcher PolicyName SystemMetadata/AwsDetailType "
            "SystemMetadata/AwsSource SystemMetadata/ContentType"
        ),
    },
    "execute-api": {
        "ARN": "viaDomainArn",
    },
    "fis": {
        "ArrayOfString": "Operations Targets",
        "Numeric": "Percentage",
        "String": "Service",
    },
    "fsx": {
        "Bool": (
            "IsBackupCopyDestination IsBackupCopySource NfsDataRepositoryAuthenticationEnabled "
            "NfsDataRepositoryEncryptionInTransitEnabled"
        ),
        "String": "ParentVolumeId StorageVirtualMachineId",
    },
    "gameliftstreams": {
        "ARN": "RoleArn",
    },
    "geo": {
        "ArrayOfString": "DeviceIds GeofenceIds",
    },
    "gitlab.com": {
        "String": (
            "namespace_id pipeline_source project_id ref_protected runner_environment user_access_level user_email "
            "user_id user_login"
        ),
    },
    "glacier": {
        "String": "ArchiveAgeInDays ResourceTag/ ResourceTag/${TagKey}",
    },
    "glue": {
        "ArrayOfString": "SecurityGroupIds SubnetIds VpcIds",
        "Bool": "EnabledForRedshiftAutoDiscovery",
        "String": "CredentialIssuingService FederatedAuthorizationSource LakeFormationPermissions RoleAssumedBy",
    },
    "graph.facebook.com": {
        "String": "app_id id",
    },
    "groundstation": {
        "String": (
            "AgentId ConfigId ConfigType ContactId DataflowEndpointGroupId EphemerisId GroundStationId "
            "MissionProfileId SatelliteId"
        ),
    },
    "health": {
        "String": "eventTypeCode service",
    },
    "iam": {
        "ARN": "AssociatedResourceArn DelegationRequestOwner PermissionsBoundary PolicyARN RoleTemplateARN TemplateArn",
        "ArrayOfString": "AccountPropertyNamespaces",
        "Numeric": "ServiceSpecificCredentialAgeDays",
        "String": (
            "AWSServiceName DelegationDuration FIDO-certification FIDO-FIPS-140-2-certification "
            "FIDO-FIPS-140-3-certification NotificationChannel OrganizationsPolicyId PassedToService "
            "RegisterSecurityKey ResourceTag/${TagKey} ServiceSpecificCredentialServiceName"
        ),
    },
    "identitycenter": {
        "ARN": "ApplicationArn InstanceArn",
    },
    "identitystore": {
        "ARN": "IdentityStoreArn",
        "ArrayOfARN": "GroupExternalIdIssuers UserExternalIdIssuers",
        "ArrayOfString": "GroupId UserId",
        "Bool": "VpceAccessRequired",
        "String": "PrimaryRegion ReservedUserId UserId",
    },
    "imagebuilder": {
        "ARN": "StatusTopicArn",
        "ArrayOfString": "CreatedResourceTagKeys",
        "String": "CreatedResourceTag/${TagKey} Ec2MetadataHttpTokens LifecyclePolicyResourceType",
    },
    "interconnect": {
        "String": "RemoteAccount",
    },
    "iot": {
        "ARN": "thingArn",
        "ArrayOfARN": "ThingGroupArn",
        "ArrayOfString": "TunnelDestinationService",
        "Bool": "CommandExecutionParameterBoolean/${CommandParameterName} Delete IncludeSocketInformation",
        "Numeric": "CommandExecutionParameterNumber/${CommandParameterName}",
        "String": "ClientMode CommandExecutionParameterString/${CommandParameterName} DomainName JobId Topic",
    },
    "iotanalytics": {
        "String": "ResourceTag/${TagKey}",
    },
    "iotfleetwise": {
        "ARN": "DestinationArn UpdateToDecoderManifestArn UpdateToModelManifestArn",
        "ArrayOfString": "Signals",
    },
    "iotmanagedintegrations": {
        "String": "cloudConnectorId connectorDestinationId",
    },
    "iotsitewise": {
        "ArrayOfARN": "taskArns",
        "String": (
            "assetHierarchyPath childAssetId group iam isAssociatedWithAssetProperty portal project propertyAlias "
            "propertyId user"
        ),
    },
    "iottwinmaker": {
        "ArrayOfString": "linkedServices",
        "String": "destinationType sourceType",
    },
    "iotwireless": {
        "String": "DestinationName DeviceProfileId ServiceProfileId",
    },
    "kafka": {
        "Bool": "publicAccessEnabled",
    },
    "kinesis": {
        "ArrayOfARN": "FisTargetArns",
        "Numeric": "FisInjectPercentage",
        "String": "FisActionId",
    },
    "kms": {
        "ARN": "GrantConstraintSourceArn",
        "ArrayOfString": "EncryptionContextKeys GrantOperations ResourceAliases",
        "Bool": "BypassPolicyLockoutSafetyCheck GrantIsForAWSResource MultiRegion ReEncryptOnSameKey",
        "Date": "ValidTo",
        "Numeric": "RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays TrailingDaysWithoutKeyUsage",
        "String": (
            "CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec EncapsulationAlgorithm "
            "EncryptionAlgorithm EncryptionContext:${EncryptionContextKey} ExpirationModel GrantConstraintType "
            "GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage MacAlgorithm "
            "MessageType MultiRegionKeyType PrimaryRegion RecipientAttestation:ImageSha384 "
            "RecipientAttestation:NitroTPMPCR0 RecipientAttestation:NitroTPMPCR1 RecipientAttestation:NitroTPMPCR10 "
            "RecipientAttestation:NitroTPMPCR11 RecipientAttestation:NitroTPMPCR12 RecipientAttestation:NitroTPMPCR13 "
            "RecipientAttestation:NitroTPMPCR14 RecipientAttestation:NitroTPMPCR15 RecipientAttestation:NitroTPMPCR16 "
            "RecipientAttestation:NitroTPMPCR17 RecipientAttestation:NitroTPMPCR18 RecipientAttestation:NitroTPMPCR19 "
            "RecipientAttestation:NitroTPMPCR2 RecipientAttestation:NitroTPMPCR20 RecipientAttestation:NitroTPMPCR21 "
            "RecipientAttestation:NitroTPMPCR22 RecipientAttestation:NitroTPMPCR23 RecipientAttestation:NitroTPMPCR3 "
            "RecipientAttestation:NitroTPMPCR4 RecipientAttestation:NitroTPMPCR5 RecipientAttestation:NitroTPMPCR6 "
            "RecipientAttestation:NitroTPMPCR7 RecipientAttestation:NitroTPMPCR8 RecipientAttestation:NitroTPMPCR9 "
            "RecipientAttestation:PCR0 RecipientAttestation:PCR1 RecipientAttestation:PCR10 RecipientAttestation:PCR11 "
            "RecipientAttestation:PCR12 RecipientAttestation:PCR13 RecipientAttestation:PCR14 "
            "RecipientAttestation:PCR15 RecipientAttestation:PCR16 RecipientAttestation:PCR17 "
            "RecipientAttestation:PCR18 RecipientAttestation:PCR19 RecipientAttestation:PCR2 "
            "RecipientAttestation:PCR20 RecipientAttestation:PCR21 RecipientAttestation:PCR22 "
            "RecipientAttestation:PCR23 RecipientAttestation:PCR24 RecipientAttestation:PCR25 "
            "RecipientAttestation:PCR26 RecipientAttestation:PCR27 RecipientAttestation:PCR28 "
            "RecipientAttestation:PCR29 RecipientAttestation:PCR3 RecipientAttestation:PCR30 "
            "RecipientAttestation:PCR31 RecipientAttestation:PCR4 RecipientAttestation:PCR5 RecipientAttestation:PCR6 "
            "RecipientAttestation:PCR7 RecipientAttestation:PCR8 RecipientAttestation:PCR9 ReplicaRegion RequestAlias "
            "RetiringPrincipal RetiringServicePrincipal SigningAlgorithm ViaService WrappingAlgorithm WrappingKeySpec"
        ),
    },
    "lakeformation": {
        "Bool": "EnabledOnlyForMetaDataAccess",
    },
    "lambda": {
        "ARN": "CodeSigningConfigArn FunctionArn SourceFunctionArn",
        "ArrayOfString": "Layer SecurityGroupIds SubnetIds",
        "Bool": "InvokedViaFunctionUrl",
        "String": (
            "EventSourceToken FunctionUrlAuthType Principal Request/WebFunctionAuthType Resource/WebFunctionAuthType "
            "VpcIds"
        ),
    },
    "lex": {
        "ArrayOfString": "associatedIntents associatedSlotTypes",
        "String": "channelType",
    },
    "license-manager": {
        "String": "ResourceTag/${TagKey}",
    },
    "logs": {
        "ARN": "DeliveryDestinationResourceArn",
        "ArrayOfARN": "LogGeneratingResourceArns",
        "String": "data_source_name data_source_type",
    },
    "lookoutequipment": {
        "Bool": "IsImportingData",
    },
    "mediaconvert": {
        "Bool": "HttpInputsAllowed HttpsInputsAllowed S3InputsAllowed",
    },
    "medical-imaging": {
        "String": "SeriesInstanceUID StudyInstanceUID",
    },
    "memorydb": {
        "Bool": "TLSEnabled",
        "String": "UserAuthenticationMode",
    },
    "mgh": {
        "ARN": "AutomationUnitResourceAutomationUnitArn",
        "String": "AutomationRunResourceRunID ConnectionResourceConnectionArn",
    },
    "mgn": {
        "String": "CreateAction",
    },
    "mpa": {
        "String": "ProtectedResourceAccount RequestedOperation",
    },
    "neptune-db": {
        "String": "QueryLanguage",
    },
    "neptune-graph": {
        "Bool": "PublicConnectivity",
    },
    "networkmanager": {
        "ARN": "cgwArn directConnectGatewayArn tgwArn tgwConnectPeerArn tgwRtbArn vpcArn vpnConnectionArn",
        "ArrayOfARN": "subnetArns",
        "ArrayOfString": "edgeLocations",
    },
    "nimble": {
        "ARN": "studioId",
        "String": "createdBy ownedBy principalId requesterPrincipalId",
    },
    "oam": {
        "ArrayOfString": "ResourceTypes",
    },
    "observabilityadmin": {
        "ArrayOfString": "CentralizationSourceId CentralizationSourceRegions",
        "String": (
            "CentralizationBackupRegion CentralizationDestinationAccount CentralizationDestinationRegion "
            "CentralizationRuleName SourceType TargetRegions"
        ),
    },
    "organizations": {
        "String": "PolicyType ServicePrincipal TransferDirection TransferType",
    },
    "partnercentral": {
        "ArrayOfString": "FulfillmentTypes Programs",
        "String": "Catalog ChannelHandshakeType RelatedEntityType VerificationType",
    },
    "partnercentral-account-management": {
        "ArrayOfString": "LegacyPartnerCentralRole MarketingCentralRole ProServeRole",
    },
    "payment-cryptography": {
        "ArrayOfString": "ResourceAliases",
        "Bool": "ExportDukptInitialKey",
        "String": (
            "CertificateAuthorityPublicKeyIdentifier DeriveKeyUsage ExportKeyMaterial ImportKeyMaterial KeyAlgorithm "
            "KeyClass KeyUsage PrivateKeyIdentifier RequestAlias SigningKeyIdentifier WrappingKeyIdentifier"
        ),
    },
    "pi": {
        "ArrayOfString": "Dimensions",
    },
    "proton": {
        "String": "EnvironmentTemplate ServiceTemplate",
    },
    "qapps": {
        "String": "AppIsPublished SessionIsShared UserIsAppOwner UserIsSessionModerator",
    },
    "qldb": {
        "String": "Purge",
    },
    "quicksight": {
        "ARN": "Group IamArn",
        "ArrayOfARN": "KmsKeyArns",
        "ArrayOfString": "AllowedEmbeddingDomains",
        "String": "DirectoryType Edition SessionName UserName",
    },
    "ram": {
        "ARN": "PermissionArn ResourceArn",
        "Bool": "AllowsExternalPrincipals RequestedAllowsExternalPrincipals RetainSharingOnAccountLeaveOrganization",
        "String": (
            "PermissionResourceType Principal RequestedResourceType ResourceShareName ResourceTag/${TagKey} "
            "ShareOwnerAccountId"
        ),
    },
    "rbin": {
        "String": "Attribute/ResourceType Request/ResourceType",
    },
    "rds": {
        "Bool": (
            "CopyOptionGroup ManageMasterUserPassword MultiAz PubliclyAccessible StorageEncrypted TagsFromRequest Vpc"
        ),
        "Numeric": "Piops StorageSize",
        "String": (
            "BackupTarget cluster-pg-tag/${TagKey} cluster-snapshot-tag/${TagKey} cluster-tag/${TagKey} DatabaseClass "
            "DatabaseEngine DatabaseName db-tag/${TagKey} EndpointType es-tag/${TagKey} og-tag/${TagKey} "
            "pg-tag/${TagKey} req-tag/${TagKey} ri-tag/${TagKey} secgrp-tag/${TagKey} snapshot-tag/${TagKey} "
            "subgrp-tag/${TagKey} TenantDatabaseName"
        ),
    },
    "redshift": {
        "ARN": "ConsumerArn InboundIntegrationArn IntegrationSourceArn IntegrationTargetArn",
        "Bool": "AllowWrites",
        "String": "ConsumerIdentifier DbName DbUser DurationSeconds",
    },
    "redshift-data": {
        "ARN": "glue-catalog-arn",
        "String": "session-owner-iam-userid statement-owner-iam-userid",
    },
    "redshift-serverless": {
        "String": (
            "endpointAccessId managedWorkgroupName namespaceId recoveryPointId snapshotId tableRestoreRequestId "
            "workgroupId"
        ),
    },
    "refactor-spaces": {
        "ArrayOfString": "CreatedByAccountIds",
        "String": "ApplicationCreatedByAccount RouteCreatedByAccount ServiceCreatedByAccount SourcePath",
    },
    "resource-explorer-2": {
        "String": "Operation",
    },
    "route53": {
        "ArrayOfString": (
            "ChangeResourceRecordSetsActions ChangeResourceRecordSetsNormalizedRecordNames "
            "ChangeResourceRecordSetsRecordTypes"
        ),
        "String": "VPCs",
    },
    "route53-recovery-cluster": {
        "Bool": "AllowSafetyRulesOverrides",
    },
    "route53profiles": {
        "ARN": "ResourceArns",
        "Numeric": "FirewallRuleGroupPriority",
        "String": "HostedZoneDomains ResolverRuleDomains ResourceIds ResourceTypes",
    },
    "rtbfabric": {
        "String": (
            "InboundExternalLinkGatewayId InboundExternalLinkLinkId LinkLinkId LinkRoutingRuleRuleId "
            "OutboundExternalLinkLinkId RequesterGatewayGatewayId ResponderGatewayGatewayId"
        ),
    },
    "s3": {
        "ARN": (
            "AccessGrantsInstanceArn DataAccessPointArn deliverySourceArn resourceArnBeingAuthorized "
            "x-amz-server-side-encryption-aws-kms-key-id"
        ),
        "ArrayOfString": "InventoryAccessibleOptionalFields RequestObjectTagKeys",
        "Bool": "isReplicationPauseRequest ObjectCreationOperation",
        "Date": "object-lock-retain-until-date",
        "Numeric": (
            "ExistingJobPriority max-annotation-results max-keys object-lock-event-hold-duration-days "
            "object-lock-remaining-retention-days RequestJobPriority signatureAge TlsVersion"
        ),
        "String": (
            "AccessGrantScope AccessGrantsLocationScope AccessPointNetworkOrigin AccessPointTag/${TagKey} "
            "annotation-prefix authType BucketTag/${TagKey} DataAccessPointAccount delimiter destinationRegion "
            "ExistingJobOperation ExistingObjectTag/<key> if-match if-none-match JobSuspendedCause locationconstraint "
            "logType object-lock-event-hold object-lock-legal-hold object-lock-mode prefix RequestJobOperation "
            "RequestObjectTag/<key> ResourceAccount signatureversion versionid x-amz-acl x-amz-bucket-namespace "
            "x-amz-content-sha256 x-amz-copy-source x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp "
            "x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive x-amz-object-annotation-directive "
            "x-amz-object-if-match x-amz-object-ownership x-amz-server-side-encryption "
            "x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location"
        ),
    },
    "s3-object-lambda": {
        "Numeric": "signatureAge TlsVersion",
        "String": "authType versionid",
    },
    "s3-outposts": {
        "ARN": "DataAccessPointArn",
        "Numeric": "max-keys signatureAge",
        "String": (
            "AccessPointNetworkOrigin authType DataAccessPointAccount delimiter ExistingObjectTag/<key> prefix "
            "RequestObjectTag/<key> RequestObjectTagKeys signatureversion versionid x-amz-acl x-amz-content-sha256 "
            "x-amz-copy-source x-amz-metadata-directive x-amz-server-side-encryption x-amz-storage-class"
        ),
    },
    "s3express": {
        "ARN": "DataAccessPointArn x-amz-server-side-encryption-aws-kms-key-id",
        "ArrayOfString": "InventoryAccessibleOptionalFields Permissions",
        "Numeric": "signatureAge TlsVersion",
        "String": (
            "AccessPointNetworkOrigin AccessPointTag/${TagKey} AllAccessRestrictedToLocalZoneGroup authType "
            "BucketTag/${TagKey} DataAccessPointAccount LocationName ResourceAccount SessionMode signatureversion "
            "x-amz-content-sha256 x-amz-server-side-encryption"
        ),
    },
    "s3files": {
        "ARN": "AccessPointArn",
        "String": "CreateAction",
    },
    "s3tables": {
        "ARN": "KMSKeyArn",
        "String": "namespace SSEAlgorithm StorageClass TableBucketTag/${TagKey} tableName",
    },
    "s3vectors": {
        "ARN": "kmsKeyArn",
        "String": "sseType VectorBucketTag/${TagKey}",
    },
    "sagemaker": {
        "ARN": (
            "DomainSharingOutputKmsKey DomainSharingOutputKmsKeyArn FeatureGroupOfflineStoreKmsKey "
            "FeatureGroupOfflineStoreKmsKeyArn FeatureGroupOnlineStoreKmsKey FeatureGroupOnlineStoreKmsKeyArn "
            "HomeEfsFileSystemKmsKey ModelArn OutputKmsKey OutputKmsKeyArn OwnerUserProfileArn VolumeKmsKey "
            "VolumeKmsKeyArn WorkteamArn"
        ),
        "ArrayOfARN": "ImageArns ImageVersionArns NotebookInstanceLifecycleConfigArns StudioLifecycleConfigArns",
        "ArrayOfString": (
            "AcceleratorTypes CustomerMetadataPropertiesToRemove InstanceTypes UpdatableFeatures VpcSecurityGroupIds "
            "VpcSubnets"
        ),
        "Bool": (
            "EnableRemoteDebug FeatureGroupDisableGlueTableCreation FeatureGroupEnableOnlineStore "
            "FeatureGroupOfflineStoreConfig InterContainerTrafficEncryption IsUpdateRecord NetworkIsolation"
        ),
        "Numeric": "KeepAlivePeriod MaxRuntimeInSeconds ServerlessMaxConcurrency ServerlessMemorySize",
        "String": (
            "AppNetworkAccessType AuthMode BearerTokenType CurrentCustomerMetadataProperties/${MetadataKey} "
            "CurrentModelLifeCycleStage CurrentModelLifeCycleStageStatus CustomerMetadataProperties/${MetadataKey} "
            "DirectGatedModelAccess DirectInternetAccess DomainId FeatureGroupOfflineStoreS3Uri FileSystemAccessMode "
            "FileSystemDirectoryPath FileSystemId FileSystemType MinimumInstanceMetadataServiceVersion "
            "ModelApprovalStatus ModelLifeCycle:Stage ModelLifeCycle:StageStatus PipelineVersionId RemoteAccess "
            "ResourceTag/ ResourceTag/${TagKey} RootAccess SearchVisibilityCondition/${FilterKey} SpaceSharingType "
            "TaggingAction TargetModel UserProfileName WorkteamType"
        ),
    },
    "saml": {
        "ArrayOfString": (
            "cn eduorghomepageuri eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri eduorgwhitepagesuri "
            "edupersonaffiliation edupersonassurance edupersonentitlement edupersonnickname edupersonorgunitdn "
            "edupersonscopedaffiliation edupersontargetedid"
        ),
        "String": (
            "aud commonName doc edupersonorgdn edupersonprimaryaffiliation edupersonprimaryorgunitdn "
            "edupersonprincipalname givenName iss mail name namequalifier organizationStatus primaryGroupSID sub "
            "sub_type surname uid x500UniqueIdentifier"
        ),
    },
    "secretsmanager": {
        "ARN": "ExternalSecretRotationRoleArn KmsKeyArn resource/AllowRotationLambdaArn RotationLambdaARN SecretId",
        "ArrayOfString": "AddReplicaRegions",
        "Bool": (
            "BlockPublicPolicy ForceDeleteWithoutRecovery ForceOverwriteReplicaSecret ModifyRotationRules "
            "RotateImmediately"
        ),
        "Numeric": "RecoveryWindowInDays",
        "String": (
            "Description KmsKeyId Name resource/Type ResourceTag/${TagKey} ResourceTag/tag-key SecretPrimaryRegion "
            "Type VersionId VersionStage"
        ),
    },
    "securityhub": {
        "String": "ASFFSyntaxPath/${ASFFSyntaxPath} OCSFSyntaxPath/${OCSFSyntaxPath} TargetAccount",
    },
    "serverlessrepo": {
        "String": "applicationType",
    },
    "servicecatalog": {
        "String": "accountLevel Resource ResourceType roleLevel userLevel",
    },
    "servicediscovery": {
        "ARN": "NamespaceArn ServiceArn",
        "String": "NamespaceName ServiceCreatedByAccount ServiceName",
    },
    "servicequotas": {
        "String": "service",
    },
    "ses": {
        "ARN": "AddonSubscriptionArn MailManagerRuleSetArn MailManagerTrafficPolicyArn",
        "ArrayOfString": "ConfigurationSetOptions Recipients ReplicaRegion",
        "String": (
            "ApiVersion ClickTrackingEnabled ExportSourceType FeedbackAddress FromAddress FromDisplayName "
            "MailManagerIngressPointType MultiRegionEndpointId OpenTrackingEnabled TenantName"
        ),
    },
    "signer": {
        "String": "ProfileVersion",
    },
    "signin": {
        "ARN": "PrincipalArn",
        "String": "OAuthClientAuthentication OAuthClientId OAuthGrantType OAuthRedirectUri OAuthTokenType",
    },
    "sns": {
        "String": "Endpoint Protocol",
    },
    "ssm": {
        "ARN": "SourceInstanceARN",
        "ArrayOfString": "DocumentCategories DocumentVersion InventoryTypeName",
        "Bool": "AutoApprove SessionDocumentAccessCheck",
        "String": (
            "AccessRequestId DocumentType NodeAccountId NodeOrgId Overwrite Policies Recursive resourceTag/${TagKey} "
            "resourceTag/aws:ssmmessages:session-id resourceTag/aws:ssmmessages:target-id resourceTag/tag-key SyncType"
        ),
    },
    "sso": {
        "String": "ApplicationAccount PrimaryRegion",
    },
    "states": {
        "ArrayOfString": "StateMachineQualifier",
        "String": "HTTPEndpoint HTTPMethod",
    },
    "sts": {
        "ARN": "TaskPolicyArn",
        "ArrayOfARN": "RequestContextProviders",
        "ArrayOfString": "IdentityTokenAudience TransitiveTagKeys",
        "Bool": "RoleAuthorizedByIdp",
        "Numeric": "DurationSeconds",
        "String": (
            "AWSServiceName ExternalId RequestContext/${ContextKey} RoleSessionName SigningAlgorithm SourceIdentity"
        ),
    },
    "swf": {
        "String": (
            "activityType.name activityType.version defaultTaskList.name name tagFilter.tag tagList.member.0 "
            "tagList.member.1 tagList.member.2 tagList.member.3 tagList.member.4 taskList.name typeFilter.name "
            "typeFilter.version version workflowType.name workflowType.version"
        ),
    },
    "synthetics": {
        "ArrayOfString": "Names",
    },
    "timestream-influxdb": {
        "String": "RestoreMode",
    },
    "token.actions.githubusercontent.com": {
        "String": (
            "actor actor_id enterprise_id environment job_workflow_ref ref repository repository_id "
            "repository_owner_id workflow"
        ),
    },
    "transcribe": {
        "String": "OutputBucketName OutputEncryptionKMSKeyId OutputKey OutputLocation",
    },
    "transfer": {
        "ArrayOfString": "RequestServerProtocols",
        "String": "RequestConnectorProtocol RequestSecurityPolicyName RequestServerDomain RequestServerEndpointType",
    },
    "user-subscriptions": {
        "Bool": "CreateForSelf",
    },
    "vpc-lattice": {
        "ARN": "ResourceConfigurationArn ServiceArn ServiceNetworkArn",
        "ArrayOfARN": "TargetGroupArns",
        "ArrayOfString": "PrivateDnsSpecifiedDomains SecurityGroupIds",
        "String": "AuthType CreateAction DomainName PrivateDnsPreference Protocol VpcEndpointId VpcId",
    },
    "vpc-lattice-svcs": {
        "ARN": "ServiceArn ServiceNetworkArn",
        "ArrayOfString": "RequestQueryString/${QueryStringKey}",
        "Numeric": "Port",
        "String": "RequestHeader/${HeaderName} RequestMethod RequestPath SourceVpc SourceVpcOwnerAccount",
    },
    "wafv2": {
        "ARN": "LogDestinationResource",
        "String": "LogScope",
    },
    "wellarchitected": {
        "String": "JiraProjectKey",
    },
    "wisdom": {
        "ARN": "SearchFilter/RoutingProfileArn",
        "ArrayOfARN": "MessageTemplate/RoutingProfileArn",
        "ArrayOfString": "SearchFilter/Qualifier",
    },
    "workmail": {
        "String": "ImpersonationRoleId",
    },
    "workspaces": {
        "String": "userId",
    },
    "www.amazon.com": {
        "String": "app_id user_id",
    },
    "xray": {
        "String": "ResourcePolicyName TraceSegmentDestination",
    },
}

# Service -> services of the ARNs that its actions act on, if not only its own.
OWNERS: dict[str, str] = {
    "a2c": "",
    "aco-automation": "compute-optimizer",
    "action-recommendations": "",
    "activate": "",
    "agentaccess-mcp": "",
    "application-transformation": "",
    "applicationinsights": "",
    "apprunner": "apprunner wafv2",
    "aps": "aps eks",
    "arc-zonal-shift": "elasticloadbalancing",
    "arsenal": "",
    "autoscaling-plans": "",
    "aws-marketplace-management": "",
    "aws-portal": "",
    "awsconnector": "",
    "backup-storage": "",
    "bcm-data-exports": "bcm-data-exports billing",
    "bcm-recommended-actions": "",
    "ce": "billing ce",
    "cloudfront-keyvaluestore": "cloudfront",
    "cloudtrail-data": "cloudtrail",
    "codedeploy-commands-secure": "",
    "codeguru": "",
    "cognito-idp": "cognito-idp wafv2",
    "comprehendmedical": "",
    "compute-optimizer": "",
    "connect": "app-integrations connect wisdom",
    "consolidatedbilling": "",
    "cost-optimization-hub": "",
    "customer-verification": "",
    "dbqms": "",
    "devops-guru": "sns",
    "discovery": "",
    "ds-data": "ds",
    "ebs": "ec2",
    "ec2-instance-connect": "ec2",
    "ec2": "acm ec2 elastic-inference iam license-manager resource-groups",
    "ec2messages": "",
    "ecs-mcp": "",
    "eks-auth": "eks",
    "eks-mcp": "",
    "elemental-activations": "",
    "elemental-support-content": "",
    "es": "es iam opensearch",
    "events": "events kms",
    "finops-agent": "",
    "freetier": "",
    "greengrass": "greengrass iot",
    "groundtruthlabeling": "",
    "identitystore-auth": "",
    "importexport": "",
    "inspector-scan": "",
    "inspector": "",
    "inspector2-telemetry": "",
    "iot-device-tester": "",
    "iotjobsdata": "iot",
    "iotwireless": "iot iotwireless",
    "iq": "iq iq-permission",
    "kafka-cluster": "kafka",
    "kinesis": "kinesis kms",
    "lakeformation": "",
    "managedblockchain-query": "",
    "marketplacecommerceanalytics": "",
    "mechanicalturk": "",
    "mediaimport": "",
    "migrationhub-strategy": "",
    "mobileanalytics": "",
    "network-security-director": "",
    "networkmanager-chat": "",
    "partnercentral-account-management": "",
    "payment-cryptography": "mpa payment-cryptography",
    "pricing": "",
    "q": "codewhisperer qdeveloper",
    "qapps": "qapps qbusiness",
    "rds-data": "rds",
    "redshift-data": "redshift redshift-serverless",
    "researchstudio": "",
    "resource-explorer": "",
    "rhelkb": "",
    "route53-recovery-cluster": "route53-recovery-control",
    "route53-recovery-control-config": "route53-recovery-control",
    "route53": "ec2 route53",
    "route53domains": "",
    "s3": "s3 s3-object-lambda",
    "sagemaker-data-science-assistant": "",
    "sagemaker-mlflow": "sagemaker",
    "sagemaker-unified-studio-mcp": "",
    "servicecatalog": "catalog servicecatalog",
    "serviceextract": "",
    "sms": "",
    "snowball": "",
    "ssm-guiconnect": "",
    "ssm": "ec2 ecs iam s3 ssm",
    "ssmmessages": "",
    "sso-directory": "",
    "sso-oauth": "sso",
    "startups": "",
    "sts": "iam sts",
    "support-console": "",
    "support": "",
    "supportapp": "",
    "supportplans": "",
    "sustainability": "",
    "tag": "",
    "tax": "",
    "tiros": "",
    "user-subscriptions": "",
    "uxc": "",
    "verified-access": "",
    "vpc-lattice-svcs": "vpc-lattice",
    "vpce": "ec2",
    "waf-regional": "elasticloadbalancing waf-regional",
    "wafv2": "amplify apigateway apprunner appsync bedrock-agentcore cognito-idp ec2 elasticloadbalancing wafv2",
    "wam": "",
    "workspaces-instances": "ec2 workspaces-instances",
}
