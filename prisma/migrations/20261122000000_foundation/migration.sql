-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RoleKind" AS ENUM ('owner', 'admin', 'developer', 'member', 'custom');

-- CreateEnum
CREATE TYPE "Access" AS ENUM ('view', 'edit');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('active', 'deactivated');

-- CreateEnum
CREATE TYPE "AppState" AS ENUM ('draft', 'activated', 'deactivated');

-- CreateEnum
CREATE TYPE "ScopeLevel" AS ENUM ('user', 'admin', 'master');

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "introspectionKeyDigest" TEXT NOT NULL,
    "introspectionKeySealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetUpLink" (
    "tokenDigest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetUpLink_pkey" PRIMARY KEY ("tokenDigest")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "kind" "RoleKind" NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "roleId" TEXT NOT NULL,
    "roleKind" "RoleKind" NOT NULL,
    "privilege" TEXT NOT NULL,
    "access" "Access" NOT NULL,
    "basis" "Access" NOT NULL DEFAULT 'view',

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("roleId","privilege","access")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "status" "UserStatus" NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSignInAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "tokenDigest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "App" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "ownerRoleId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "AppState" NOT NULL DEFAULT 'draft',
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "clientId" TEXT NOT NULL,
    "shortDescription" TEXT NOT NULL DEFAULT '',
    "companyName" TEXT NOT NULL DEFAULT '',
    "contactName" TEXT NOT NULL DEFAULT '',
    "contactEmail" TEXT NOT NULL DEFAULT '',
    "eventsEnabled" BOOLEAN NOT NULL DEFAULT false,
    "secretTokenSealed" TEXT NOT NULL,
    "secretTokenId" TEXT NOT NULL DEFAULT gen_random_uuid(),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activatedAt" TIMESTAMPTZ(3),
    "activatedByName" TEXT,
    "deactivatedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "lastTokenAt" TIMESTAMPTZ(3),

    CONSTRAINT "App_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppSecret" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AppSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Scope" (
    "id" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "level" "ScopeLevel" NOT NULL,
    "privilege" TEXT NOT NULL,
    "access" "Access" NOT NULL,
    "title" TEXT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppGrant" (
    "appId" TEXT NOT NULL,
    "ownerRoleId" TEXT NOT NULL,
    "privilege" TEXT NOT NULL,
    "access" "Access" NOT NULL,

    CONSTRAINT "AppGrant_pkey" PRIMARY KEY ("appId","privilege","access")
);

-- CreateTable
CREATE TABLE "AppScope" (
    "appId" TEXT NOT NULL,
    "scopeId" TEXT NOT NULL,
    "privilege" TEXT NOT NULL,
    "access" "Access" NOT NULL,
    "chosen" BOOLEAN NOT NULL DEFAULT true,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AppScope_pkey" PRIMARY KEY ("appId","scopeId")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventScope" (
    "eventId" TEXT NOT NULL,
    "scopeId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "EventScope_pkey" PRIMARY KEY ("eventId","scopeId")
);

-- CreateTable
CREATE TABLE "CatalogState" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "digest" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CatalogState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "validatedUrl" TEXT,
    "validatedTokenId" TEXT,
    "validatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubscriptionEvent" (
    "subscriptionId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,

    CONSTRAINT "SubscriptionEvent_pkey" PRIMARY KEY ("subscriptionId","eventId")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "kid" TEXT NOT NULL,
    "publicJwk" JSONB NOT NULL,
    "privateSealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "RevokedToken" (
    "jti" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevokedToken_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "accountId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "action" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "appId" TEXT,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "actId" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_introspectionKeyDigest_key" ON "Account"("introspectionKeyDigest");

-- CreateIndex
CREATE UNIQUE INDEX "Role_accountId_id_key" ON "Role"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Role_id_kind_key" ON "Role"("id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Role_accountId_name_key" ON "Role"("accountId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_accountId_roleId_idx" ON "User"("accountId", "roleId");

-- CreateIndex
CREATE UNIQUE INDEX "User_accountId_id_key" ON "User"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "User_accountId_id_roleId_key" ON "User"("accountId", "id", "roleId");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenDigest_key" ON "Invitation"("tokenDigest");

-- CreateIndex
CREATE INDEX "Invitation_accountId_createdAt_idx" ON "Invitation"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "Throttle_expire_idx" ON "Throttle"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "App_clientId_key" ON "App"("clientId");

-- CreateIndex
CREATE INDEX "App_accountId_removedAt_createdAt_id_idx" ON "App"("accountId", "removedAt", "createdAt", "id");

-- CreateIndex
CREATE INDEX "App_ownerId_idx" ON "App"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "App_id_ownerRoleId_key" ON "App"("id", "ownerRoleId");

-- CreateIndex
CREATE INDEX "AppSecret_appId_idx" ON "AppSecret"("appId");

-- CreateIndex
CREATE UNIQUE INDEX "Scope_id_privilege_access_key" ON "Scope"("id", "privilege", "access");

-- CreateIndex
CREATE INDEX "AppGrant_ownerRoleId_privilege_access_idx" ON "AppGrant"("ownerRoleId", "privilege", "access");

-- CreateIndex
CREATE INDEX "AppScope_appId_privilege_access_idx" ON "AppScope"("appId", "privilege", "access");

-- CreateIndex
CREATE INDEX "AppScope_scopeId_idx" ON "AppScope"("scopeId");

-- CreateIndex
CREATE INDEX "EventScope_scopeId_idx" ON "EventScope"("scopeId");

-- CreateIndex
CREATE INDEX "Subscription_appId_createdAt_idx" ON "Subscription"("appId", "createdAt");

-- CreateIndex
CREATE INDEX "SubscriptionEvent_eventId_idx" ON "SubscriptionEvent"("eventId");

-- CreateIndex
CREATE INDEX "RevokedToken_expiresAt_idx" ON "RevokedToken"("expiresAt");

-- CreateIndex
CREATE INDEX "AuditEntry_accountId_id_idx" ON "AuditEntry"("accountId", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_appId_id_idx" ON "AuditEntry"("appId", "id");

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_roleId_roleKind_fkey" FOREIGN KEY ("roleId", "roleKind") REFERENCES "Role"("id", "kind") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_roleId_privilege_basis_fkey" FOREIGN KEY ("roleId", "privilege", "basis") REFERENCES "RoleGrant"("roleId", "privilege", "access") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_accountId_roleId_fkey" FOREIGN KEY ("accountId", "roleId") REFERENCES "Role"("accountId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_roleId_fkey" FOREIGN KEY ("accountId", "roleId") REFERENCES "Role"("accountId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_invitedById_fkey" FOREIGN KEY ("accountId", "invitedById") REFERENCES "User"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "App" ADD CONSTRAINT "App_accountId_ownerId_ownerRoleId_fkey" FOREIGN KEY ("accountId", "ownerId", "ownerRoleId") REFERENCES "User"("accountId", "id", "roleId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppSecret" ADD CONSTRAINT "AppSecret_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppGrant" ADD CONSTRAINT "AppGrant_appId_ownerRoleId_fkey" FOREIGN KEY ("appId", "ownerRoleId") REFERENCES "App"("id", "ownerRoleId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppGrant" ADD CONSTRAINT "AppGrant_ownerRoleId_privilege_access_fkey" FOREIGN KEY ("ownerRoleId", "privilege", "access") REFERENCES "RoleGrant"("roleId", "privilege", "access") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppScope" ADD CONSTRAINT "AppScope_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppScope" ADD CONSTRAINT "AppScope_scopeId_privilege_access_fkey" FOREIGN KEY ("scopeId", "privilege", "access") REFERENCES "Scope"("id", "privilege", "access") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppScope" ADD CONSTRAINT "AppScope_appId_privilege_access_fkey" FOREIGN KEY ("appId", "privilege", "access") REFERENCES "AppGrant"("appId", "privilege", "access") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "EventScope" ADD CONSTRAINT "EventScope_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "EventScope" ADD CONSTRAINT "EventScope_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "Scope"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "SubscriptionEvent" ADD CONSTRAINT "SubscriptionEvent_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "SubscriptionEvent" ADD CONSTRAINT "SubscriptionEvent_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;


-- By hand: what the schema file cannot say.

-- Master is the account owner's alone; a grant's basis is View.
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_master_is_the_owners" CHECK ("privilege" <> 'Master' OR "roleKind" = 'owner');
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_basis_is_view" CHECK ("basis" = 'view');

-- One role of each built-in kind per account.
CREATE UNIQUE INDEX "Role_accountId_kind_builtin_key" ON "Role"("accountId", "kind") WHERE "kind" <> 'custom';

-- The level of a scope decides the privilege it needs.
ALTER TABLE "Scope" ADD CONSTRAINT "Scope_level_decides_privilege" CHECK (
    CASE "level"
        WHEN 'user' THEN "privilege" = 'S2S apps' AND "access" = 'edit'
        WHEN 'master' THEN "privilege" = 'Master' AND "access" = 'edit'
        ELSE "privilege" NOT IN ('S2S apps', 'Master')
    END
);

-- One spelling per address.
ALTER TABLE "User" ADD CONSTRAINT "User_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_is_lower_case" CHECK ("email" = lower("email"));

-- A removed app is not an activated one, and an activated one knows since when.
ALTER TABLE "App" ADD CONSTRAINT "App_name_length" CHECK (char_length("name") BETWEEN 1 AND 50);
ALTER TABLE "App" ADD CONSTRAINT "App_removed_is_not_activated" CHECK ("removedAt" IS NULL OR "state" <> 'activated');
ALTER TABLE "App" ADD CONSTRAINT "App_activated_since" CHECK ("state" <> 'activated' OR "activatedAt" IS NOT NULL);

ALTER TABLE "CatalogState" ADD CONSTRAINT "CatalogState_one_row" CHECK ("id" = 1);

-- The audit is written once.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
