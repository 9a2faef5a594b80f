-- By hand: Created apps stays as quick with 100,000 apps as with 100 (lib/apps/list-sql.ts reads through these).

-- The pieces of one to three letters that a name consists of, from `shortest` on, as numbers. The account is part of
-- each number, so that a search reads the pieces of its own account and not those of all others. The cost is told so
-- that it is only ever computed for the index, not row by row.
CREATE FUNCTION "app_name_pieces"("account" text, "name" text, "shortest" integer) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
    SELECT ARRAY(
        SELECT hashtextextended(substr(lower("name"), "first", "size"), hashtextextended("account", 0))
        FROM generate_series("shortest", 3) AS "size",
             generate_series(1, char_length(lower("name")) - "size" + 1) AS "first"
    )
$$;
CREATE INDEX "App_name_pieces_idx" ON "App" USING gin ("app_name_pieces"("accountId", "name", 1)) WHERE "removedAt" IS NULL;
CREATE INDEX "App_clientId_prefix_idx" ON "App"("accountId", "clientId" text_pattern_ops) WHERE "removedAt" IS NULL;

-- One index per order of the list, for the whole account and for one owner; the status leads, because it may be asked for.
CREATE INDEX "App_newest_idx" ON "App"("accountId", "state", "createdAt", "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_by_name_idx" ON "App"("accountId", "state", lower("name"), "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_updated_idx" ON "App"("accountId", "state", "updatedAt", "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_last_token_idx" ON "App"("accountId", "state", coalesce("lastTokenAt", to_timestamp(0)), "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_owner_newest_idx" ON "App"("accountId", "ownerId", "state", "createdAt", "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_owner_by_name_idx" ON "App"("accountId", "ownerId", "state", lower("name"), "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_owner_updated_idx" ON "App"("accountId", "ownerId", "state", "updatedAt", "id") WHERE "removedAt" IS NULL;
CREATE INDEX "App_owner_last_token_idx" ON "App"("accountId", "ownerId", "state", coalesce("lastTokenAt", to_timestamp(0)), "id") WHERE "removedAt" IS NULL;

-- Removed apps, by account for their list and by age for their purge.
CREATE INDEX "App_removed_idx" ON "App"("accountId", "removedAt", "id") WHERE "removedAt" IS NOT NULL;
CREATE INDEX "App_purge_idx" ON "App"("removedAt") WHERE "removedAt" IS NOT NULL;
