-- The database keeps the SHA-256 of what a session's cookie carries, in base64url, as it keeps one-time links: who reads
-- the table cannot sign in with what is there. Sessions that are open stay open.
UPDATE "Session"
SET "id" = rtrim(translate(encode(sha256(convert_to("id", 'UTF8')), 'base64'), '+/', '-_'), '=');
