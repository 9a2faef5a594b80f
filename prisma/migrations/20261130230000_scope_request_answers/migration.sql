-- AlterTable
ALTER TABLE "ScopeRequest" ADD COLUMN     "answeredBy" TEXT,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '';

-- Only a closed request has an answer.
ALTER TABLE "ScopeRequest" ADD CONSTRAINT "ScopeRequest_answer_check"
  CHECK ("closedAt" IS NOT NULL OR ("answeredBy" IS NULL AND "note" = '' AND NOT "granted"));
