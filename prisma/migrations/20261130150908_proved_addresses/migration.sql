-- AlterTable
ALTER TABLE "User" ADD COLUMN     "addressLostAt" TIMESTAMPTZ(3),
ADD COLUMN     "devicesId" TEXT NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "emailVerifiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "formerEmail" TEXT,
ALTER COLUMN "email" DROP NOT NULL;

-- AlterTable
ALTER TABLE "PasswordReset" ADD COLUMN     "madeById" TEXT,
ADD COLUMN     "mailedOnly" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "mailTokenDigest" TEXT,
ALTER COLUMN "invitedById" DROP NOT NULL;

-- CreateTable
CREATE TABLE "IdentityRequest" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "declinedAt" TIMESTAMPTZ(3),

    CONSTRAINT "IdentityRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "IdentityRequest_accountId_declinedAt_idx" ON "IdentityRequest"("accountId", "declinedAt");

-- CreateIndex
CREATE INDEX "IdentityRequest_userId_idx" ON "IdentityRequest"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityRequest_issuer_subject_key" ON "IdentityRequest"("issuer", "subject");

-- CreateIndex
CREATE INDEX "User_accountId_formerEmail_idx" ON "User"("accountId", "formerEmail");

-- CreateIndex
CREATE INDEX "PasswordReset_madeById_idx" ON "PasswordReset"("madeById");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_mailTokenDigest_key" ON "Invitation"("mailTokenDigest");

-- AddForeignKey
ALTER TABLE "IdentityRequest" ADD CONSTRAINT "IdentityRequest_accountId_userId_fkey" FOREIGN KEY ("accountId", "userId") REFERENCES "User"("accountId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By hand: what the schema file cannot say.

-- Whoever has no address has no way to sign in, and lost the address to someone who proved it.
ALTER TABLE "User" ADD CONSTRAINT "User_without_address" CHECK (
    "email" IS NOT NULL
    OR ("passwordHash" IS NULL AND "emailVerifiedAt" IS NULL AND "formerEmail" IS NOT NULL AND "addressLostAt" IS NOT NULL)
);

-- People who can only have come through the identity provider proved their address there.
UPDATE "User" u SET "emailVerifiedAt" = u."createdAt"
 WHERE u."passwordHash" IS NULL AND EXISTS (SELECT 1 FROM "Identity" i WHERE i."userId" = u."id");

-- The maker of open password links is not known: they end. Each would have lasted a day at most.
UPDATE "PasswordReset" SET "usedAt" = now() WHERE "usedAt" IS NULL;

-- Open invitations end whose maker may no longer make them, and those followed by a newer one.
UPDATE "Invitation" v SET "revokedAt" = now()
  FROM "User" m
 WHERE v."acceptedAt" IS NULL AND v."revokedAt" IS NULL AND m."id" = v."invitedById"
   AND (m."status" <> 'active'
     OR NOT EXISTS (SELECT 1 FROM "RoleGrant" g
          WHERE g."roleId" = m."roleId" AND g."privilege" = 'Users' AND g."access" = 'edit')
     OR EXISTS (SELECT 1 FROM "RoleGrant" w WHERE w."roleId" = v."roleId" AND NOT EXISTS (
          SELECT 1 FROM "RoleGrant" h
           WHERE h."roleId" = m."roleId" AND h."privilege" = w."privilege" AND h."access" = w."access")));

UPDATE "Invitation" v SET "revokedAt" = now()
 WHERE v."acceptedAt" IS NULL AND v."revokedAt" IS NULL AND EXISTS (
   SELECT 1 FROM "Invitation" n
    WHERE n."accountId" = v."accountId" AND n."email" = v."email" AND n."acceptedAt" IS NULL AND n."revokedAt" IS NULL
      AND (n."createdAt", n."id") > (v."createdAt", v."id"));

CREATE UNIQUE INDEX "Invitation_accountId_email_open_key" ON "Invitation"("accountId", "email")
    WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL;

-- Open invitations of an address, of whichever account: asked at each first sign-in through the provider.
CREATE INDEX "Invitation_email_open_idx" ON "Invitation"("email") WHERE "acceptedAt" IS NULL AND "revokedAt" IS NULL;
