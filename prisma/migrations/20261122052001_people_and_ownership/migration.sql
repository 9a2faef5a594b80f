-- CreateEnum
CREATE TYPE "TransferState" AS ENUM ('pending', 'accepted', 'declined', 'cancelled', 'expired');

-- AlterTable
ALTER TABLE "SetUpLink" ADD COLUMN     "accountName" TEXT;

-- AlterTable
ALTER TABLE "Role" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "tokenDigest" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("tokenDigest")
);

-- CreateTable
CREATE TABLE "ScopeLoss" (
    "appId" TEXT NOT NULL,
    "actId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" TEXT NOT NULL,
    "deactivated" BOOLEAN NOT NULL DEFAULT false,
    "chosen" TEXT[],
    "required" TEXT[],

    CONSTRAINT "ScopeLoss_pkey" PRIMARY KEY ("appId","actId")
);

-- CreateTable
CREATE TABLE "OwnershipTransfer" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "startedById" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "state" "TransferState" NOT NULL DEFAULT 'pending',
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OwnershipTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScopeRequest" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "scopeId" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),
    "granted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ScopeRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- CreateIndex
CREATE INDEX "PasswordReset_userId_idx" ON "PasswordReset"("userId");

-- CreateIndex
CREATE INDEX "OwnershipTransfer_accountId_toId_state_idx" ON "OwnershipTransfer"("accountId", "toId", "state");

-- CreateIndex
CREATE INDEX "OwnershipTransfer_appId_state_idx" ON "OwnershipTransfer"("appId", "state");

-- CreateIndex
CREATE INDEX "ScopeRequest_accountId_closedAt_idx" ON "ScopeRequest"("accountId", "closedAt");

-- CreateIndex
CREATE INDEX "ScopeRequest_appId_idx" ON "ScopeRequest"("appId");

-- CreateIndex
CREATE INDEX "Notice_appId_closedAt_idx" ON "Notice"("appId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "App_accountId_id_key" ON "App"("accountId", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_accountId_actorId_id_idx" ON "AuditEntry"("accountId", "actorId", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_accountId_action_id_idx" ON "AuditEntry"("accountId", "action", "id");

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScopeLoss" ADD CONSTRAINT "ScopeLoss_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_accountId_appId_fkey" FOREIGN KEY ("accountId", "appId") REFERENCES "App"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_accountId_toId_fkey" FOREIGN KEY ("accountId", "toId") REFERENCES "User"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScopeRequest" ADD CONSTRAINT "ScopeRequest_accountId_appId_fkey" FOREIGN KEY ("accountId", "appId") REFERENCES "App"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScopeRequest" ADD CONSTRAINT "ScopeRequest_accountId_askedById_fkey" FOREIGN KEY ("accountId", "askedById") REFERENCES "User"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScopeRequest" ADD CONSTRAINT "ScopeRequest_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "Scope"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By hand: what the schema file cannot say.

-- An app is on its way to one person at a time; a scope is asked for once.
CREATE UNIQUE INDEX "OwnershipTransfer_appId_pending_key" ON "OwnershipTransfer"("appId") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "ScopeRequest_appId_scopeId_open_key" ON "ScopeRequest"("appId", "scopeId") WHERE "closedAt" IS NULL;

-- A transfer that is over says since when.
ALTER TABLE "OwnershipTransfer" ADD CONSTRAINT "OwnershipTransfer_ended_or_pending" CHECK (("state" = 'pending') = ("endedAt" IS NULL));
