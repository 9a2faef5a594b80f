-- AlterTable
ALTER TABLE "ReportedEvent" ADD COLUMN     "traceparent" TEXT;
