-- CreateTable
CREATE TABLE "QuotaUse" (
    "accountId" TEXT NOT NULL,
    "minuteEndsAt" TIMESTAMPTZ(3) NOT NULL,
    "events" INTEGER NOT NULL,
    "counted" BIGINT NOT NULL DEFAULT 0,
    "countedAt" TIMESTAMPTZ(3) NOT NULL,
    "reservedBefore" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "QuotaUse_pkey" PRIMARY KEY ("accountId")
);

-- AddForeignKey
ALTER TABLE "QuotaUse" ADD CONSTRAINT "QuotaUse_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By hand: what the schema file cannot say.

-- What is to be sent, account by account, endpoint by endpoint, in the order of its moments; what is held, by account.
CREATE INDEX "Delivery_account_due_idx" ON "Delivery"("accountId", "subscriptionId", "dueAt") WHERE "state" = 'pending';
CREATE INDEX "Delivery_account_held_idx" ON "Delivery"("accountId", "appId", "event") WHERE "state" = 'held';
DROP INDEX "Delivery_due_idx";
DROP INDEX "Delivery_held_idx";

-- What waits already counts.
INSERT INTO "QuotaUse" ("accountId", "minuteEndsAt", "events", "counted", "countedAt")
SELECT "accountId", clock_timestamp(), 0, count(*), clock_timestamp() FROM "Delivery" WHERE "state" IN ('pending', 'held') GROUP BY 1;
