-- AlterTable
ALTER TABLE "App" ADD COLUMN     "secretTokenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Until now the date was looked up in the audit log.
UPDATE "App" a SET "secretTokenAt" = coalesce(
  (SELECT max(e."at") FROM "AuditEntry" e WHERE e."appId" = a."id" AND e."action" = 'app.secretTokenRegenerated'),
  a."createdAt");
