-- Text of people is stored composed (Unicode NFC), so that a search finds it however it was typed. normalize() needs
-- UTF-8; a database in another encoding holds hardly any text that is not composed.
DO $$
BEGIN
  IF getdatabaseencoding() <> 'UTF8' THEN RETURN; END IF;
  UPDATE "Account" SET "name" = normalize("name") WHERE "name" IS NOT NORMALIZED;
  UPDATE "User" SET "name" = normalize("name") WHERE "name" IS NOT NORMALIZED;
  UPDATE "Role" SET "description" = normalize("description") WHERE "description" IS NOT NORMALIZED;
  -- Two roles may differ only in how their names were typed. Both keep their names, until someone renames one.
  UPDATE "Role" r SET "name" = normalize("name")
   WHERE "name" IS NOT NORMALIZED
     AND NOT EXISTS (SELECT FROM "Role" o WHERE o."accountId" = r."accountId" AND o."id" <> r."id"
                        AND normalize(o."name") = normalize(r."name"));
  UPDATE "App" SET "name" = normalize("name"), "shortDescription" = normalize("shortDescription"),
                   "companyName" = normalize("companyName"), "contactName" = normalize("contactName")
   WHERE "name" IS NOT NORMALIZED OR "shortDescription" IS NOT NORMALIZED
      OR "companyName" IS NOT NORMALIZED OR "contactName" IS NOT NORMALIZED;
  UPDATE "AppKey" SET "name" = normalize("name") WHERE "name" IS NOT NORMALIZED;
  UPDATE "Subscription" SET "name" = normalize("name") WHERE "name" IS NOT NORMALIZED;
END $$;
