-- The entries of one act are found by its id, in the order in which they were written. The condition always holds: it only
-- keeps the index out of the schema file's sight.
CREATE INDEX "AuditEntry_actId_id_idx" ON "AuditEntry"("actId", "id") WHERE "actId" IS NOT NULL;
