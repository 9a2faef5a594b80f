-- CreateEnum
CREATE TYPE "AuthorizationKind" AS ENUM ('none', 'basic', 'header', 'oauth');

-- CreateEnum
CREATE TYPE "DisabledBecause" AS ENUM ('person', 'validation', 'gone', 'failing');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'held', 'delivered', 'failed', 'cancelled');

-- AlterTable
ALTER TABLE "App" ADD COLUMN     "previousTokenEndsAt" TIMESTAMPTZ(3),
ADD COLUMN     "previousTokenId" TEXT,
ADD COLUMN     "previousTokenSealed" TEXT,
ADD COLUMN     "previousTokenSigns" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "secretsAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "AppSecret" ADD COLUMN     "remindedDays" INTEGER;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "authorizationId" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "authorizationKind" "AuthorizationKind" NOT NULL DEFAULT 'none',
ADD COLUMN     "authorizationSealed" TEXT,
ADD COLUMN     "disabledBecause" "DisabledBecause",
ADD COLUMN     "lastValidation" JSONB,
ADD COLUMN     "nextValidationAt" TIMESTAMPTZ(3),
ADD COLUMN     "validationFailures" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "AppKey" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publicJwk" JSONB,
    "jwksUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AppKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsedAssertion" (
    "clientId" TEXT NOT NULL,
    "jti" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsedAssertion_pkey" PRIMARY KEY ("clientId","jti")
);

-- CreateTable
CREATE TABLE "UsageHour" (
    "appId" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "introspections" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "UsageHour_pkey" PRIMARY KEY ("appId","hour")
);

-- CreateTable
CREATE TABLE "AppRefusal" (
    "id" BIGSERIAL NOT NULL,
    "appId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "path" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "AppRefusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScopeUse" (
    "appId" TEXT NOT NULL,
    "scopeId" TEXT NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL,
    "uses" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ScopeUse_pkey" PRIMARY KEY ("appId","scopeId")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Letter" (
    "id" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ValidatedEndpoint" (
    "appId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "tokenId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ValidatedEndpoint_pkey" PRIMARY KEY ("appId","url","tokenId")
);

-- CreateTable
CREATE TABLE "EndpointHealth" (
    "subscriptionId" TEXT NOT NULL,
    "failuresInRow" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),
    "openUntil" TIMESTAMPTZ(3),

    CONSTRAINT "EndpointHealth_pkey" PRIMARY KEY ("subscriptionId")
);

-- CreateTable
CREATE TABLE "ReportedEvent" (
    "accountId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReportedEvent_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "reportId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "retry" INTEGER NOT NULL DEFAULT 0,
    "endedAt" TIMESTAMPTZ(3),
    "lastStatus" INTEGER,
    "lastFailure" TEXT,
    "lastTookMs" INTEGER,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryAttempt" (
    "deliveryId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT NOT NULL,
    "address" TEXT,
    "requestHeaders" JSONB NOT NULL,
    "status" INTEGER,
    "responseHeaders" JSONB,
    "responseBody" TEXT,
    "timings" JSONB NOT NULL,
    "failure" TEXT,
    "message" TEXT,

    CONSTRAINT "DeliveryAttempt_pkey" PRIMARY KEY ("deliveryId","number")
);

-- CreateIndex
CREATE INDEX "AppKey_appId_idx" ON "AppKey"("appId");

-- CreateIndex
CREATE INDEX "UsedAssertion_expiresAt_idx" ON "UsedAssertion"("expiresAt");

-- CreateIndex
CREATE INDEX "UsageHour_hour_idx" ON "UsageHour"("hour");

-- CreateIndex
CREATE INDEX "AppRefusal_appId_id_idx" ON "AppRefusal"("appId", "id");

-- CreateIndex
CREATE INDEX "AppRefusal_at_idx" ON "AppRefusal"("at");

-- CreateIndex
CREATE INDEX "Letter_dueAt_idx" ON "Letter"("dueAt");

-- CreateIndex
CREATE INDEX "ReportedEvent_reportedAt_idx" ON "ReportedEvent"("reportedAt");

-- CreateIndex
CREATE INDEX "Delivery_appId_createdAt_id_idx" ON "Delivery"("appId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Delivery_appId_state_createdAt_id_idx" ON "Delivery"("appId", "state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Delivery_accountId_reportId_idx" ON "Delivery"("accountId", "reportId");

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt");

-- CreateIndex
CREATE INDEX "Subscription_nextValidationAt_idx" ON "Subscription"("nextValidationAt");

-- AddForeignKey
ALTER TABLE "AppKey" ADD CONSTRAINT "AppKey_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "UsageHour" ADD CONSTRAINT "UsageHour_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppRefusal" ADD CONSTRAINT "AppRefusal_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScopeUse" ADD CONSTRAINT "ScopeUse_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ValidatedEndpoint" ADD CONSTRAINT "ValidatedEndpoint_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "EndpointHealth" ADD CONSTRAINT "EndpointHealth_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ReportedEvent" ADD CONSTRAINT "ReportedEvent_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_accountId_reportId_fkey" FOREIGN KEY ("accountId", "reportId") REFERENCES "ReportedEvent"("accountId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "DeliveryAttempt" ADD CONSTRAINT "DeliveryAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By hand: what the schema file cannot say.

-- What is to be sent, endpoint by endpoint in the order of its moments; what is held until its app has the right again.
CREATE INDEX "Delivery_due_idx" ON "Delivery"("subscriptionId", "dueAt") WHERE "state" = 'pending';
CREATE INDEX "Delivery_held_idx" ON "Delivery"("appId") WHERE "state" = 'held';

-- A delivery that is over says since when.
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_ended_or_open" CHECK (("state" IN ('pending', 'held')) = ("endedAt" IS NULL));

-- A key is either here or at an address.
ALTER TABLE "AppKey" ADD CONSTRAINT "AppKey_here_or_there" CHECK (("publicJwk" IS NULL) <> ("jwksUrl" IS NULL));

-- Switched off means that nothing is sent any more, however it came about.
CREATE FUNCTION "cancel_deliveries_of_app"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "Delivery" SET "state" = 'cancelled', "endedAt" = now() WHERE "appId" = NEW."id" AND "state" IN ('pending', 'held');
    RETURN NULL;
END $$;
CREATE TRIGGER "App_cancels_deliveries" AFTER UPDATE OF "state", "removedAt", "eventsEnabled" ON "App" FOR EACH ROW
    WHEN ((OLD."state" = 'activated' AND NEW."state" <> 'activated') OR (OLD."removedAt" IS NULL AND NEW."removedAt" IS NOT NULL) OR (OLD."eventsEnabled" AND NOT NEW."eventsEnabled"))
    EXECUTE FUNCTION "cancel_deliveries_of_app"();

CREATE FUNCTION "cancel_deliveries_of_subscription"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "Delivery" SET "state" = 'cancelled', "endedAt" = now() WHERE "appId" = OLD."appId" AND "subscriptionId" = OLD."id" AND "state" IN ('pending', 'held');
    RETURN NULL;
END $$;
CREATE TRIGGER "Subscription_off_cancels_deliveries" AFTER UPDATE OF "enabled" ON "Subscription" FOR EACH ROW
    WHEN (OLD."enabled" AND NOT NEW."enabled") EXECUTE FUNCTION "cancel_deliveries_of_subscription"();
CREATE TRIGGER "Subscription_removed_cancels_deliveries" AFTER DELETE ON "Subscription" FOR EACH ROW
    EXECUTE FUNCTION "cancel_deliveries_of_subscription"();
