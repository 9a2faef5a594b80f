-- DropForeignKey
ALTER TABLE "App" DROP CONSTRAINT "App_accountId_ownerId_ownerRoleId_fkey";

-- DropForeignKey
ALTER TABLE "AppGrant" DROP CONSTRAINT "AppGrant_appId_ownerRoleId_fkey";

-- DropForeignKey
ALTER TABLE "AppGrant" DROP CONSTRAINT "AppGrant_ownerRoleId_privilege_access_fkey";

-- DropIndex
DROP INDEX "User_accountId_id_roleId_key";

-- DropIndex
DROP INDEX "App_id_ownerRoleId_key";

-- DropIndex
DROP INDEX "AppGrant_ownerRoleId_privilege_access_idx";

-- By hand: who owns what is known, and fills the new column.
ALTER TABLE "AppGrant" ADD COLUMN "ownerId" TEXT;
UPDATE "AppGrant" g SET "ownerId" = a."ownerId" FROM "App" a WHERE a."id" = g."appId";

-- AlterTable
ALTER TABLE "App" DROP COLUMN "ownerRoleId";

-- AlterTable
ALTER TABLE "AppGrant" DROP COLUMN "ownerRoleId",
ALTER COLUMN "ownerId" SET NOT NULL;

-- CreateTable
CREATE TABLE "OwnerGrant" (
    "userId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "privilege" TEXT NOT NULL,
    "access" "Access" NOT NULL,

    CONSTRAINT "OwnerGrant_pkey" PRIMARY KEY ("userId","privilege","access")
);

-- By hand: the new table's rows are those that apps rest on already.
INSERT INTO "OwnerGrant" ("userId", "roleId", "privilege", "access")
SELECT DISTINCT u."id", u."roleId", g."privilege", g."access" FROM "AppGrant" g JOIN "User" u ON u."id" = g."ownerId";

-- CreateIndex
CREATE INDEX "OwnerGrant_roleId_privilege_access_idx" ON "OwnerGrant"("roleId", "privilege", "access");

-- CreateIndex
CREATE UNIQUE INDEX "User_id_roleId_key" ON "User"("id", "roleId");

-- CreateIndex
CREATE UNIQUE INDEX "App_id_ownerId_key" ON "App"("id", "ownerId");

-- CreateIndex
CREATE INDEX "AppGrant_ownerId_privilege_access_idx" ON "AppGrant"("ownerId", "privilege", "access");

-- AddForeignKey
ALTER TABLE "App" ADD CONSTRAINT "App_accountId_ownerId_fkey" FOREIGN KEY ("accountId", "ownerId") REFERENCES "User"("accountId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "OwnerGrant" ADD CONSTRAINT "OwnerGrant_userId_roleId_fkey" FOREIGN KEY ("userId", "roleId") REFERENCES "User"("id", "roleId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerGrant" ADD CONSTRAINT "OwnerGrant_roleId_privilege_access_fkey" FOREIGN KEY ("roleId", "privilege", "access") REFERENCES "RoleGrant"("roleId", "privilege", "access") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AppGrant" ADD CONSTRAINT "AppGrant_appId_ownerId_fkey" FOREIGN KEY ("appId", "ownerId") REFERENCES "App"("id", "ownerId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppGrant" ADD CONSTRAINT "AppGrant_ownerId_privilege_access_fkey" FOREIGN KEY ("ownerId", "privilege", "access") REFERENCES "OwnerGrant"("userId", "privilege", "access") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- By hand: what the schema file cannot say.

-- A grant of an app finds the grant of its owner that it rests on, or makes it: the keys refuse what the role lacks.
CREATE FUNCTION "rest_on_owner_grant"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "OwnerGrant" ("userId", "roleId", "privilege", "access")
    SELECT "id", "roleId", NEW."privilege", NEW."access" FROM "User" WHERE "id" = NEW."ownerId"
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER "AppGrant_rests_on_owner_grant" BEFORE INSERT OR UPDATE OF "ownerId" ON "AppGrant" FOR EACH ROW
    EXECUTE FUNCTION "rest_on_owner_grant"();

-- What no app rests on any more does not stand in the way of another role, or of taking a grant from a role.
CREATE FUNCTION "clear_grants_of_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "OwnerGrant" o WHERE o."userId" = OLD."id" AND NOT EXISTS (
        SELECT 1 FROM "AppGrant" g WHERE g."ownerId" = o."userId" AND g."privilege" = o."privilege" AND g."access" = o."access");
    RETURN NEW;
END $$;
CREATE TRIGGER "User_clears_grants" BEFORE UPDATE OF "roleId" ON "User" FOR EACH ROW
    WHEN (OLD."roleId" <> NEW."roleId") EXECUTE FUNCTION "clear_grants_of_owner"();

CREATE FUNCTION "clear_grants_of_role"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "OwnerGrant" o
    WHERE o."roleId" = OLD."roleId" AND o."privilege" = OLD."privilege" AND o."access" = OLD."access" AND NOT EXISTS (
        SELECT 1 FROM "AppGrant" g WHERE g."ownerId" = o."userId" AND g."privilege" = o."privilege" AND g."access" = o."access");
    RETURN OLD;
END $$;
CREATE TRIGGER "RoleGrant_clears_grants" BEFORE DELETE ON "RoleGrant" FOR EACH ROW EXECUTE FUNCTION "clear_grants_of_role"();
