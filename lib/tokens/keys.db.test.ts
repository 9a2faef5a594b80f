import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from "jose";
import { expect, it } from "vitest";
import { seal } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { ensureSigningKey, publishedKeys, signingKey, verificationKey } from "@/lib/tokens/keys";
import { verifyToken } from "@/lib/tokens/sign";

/** A key as another server would have made it. */
async function makeKey(kid: string, activeAt: Date) {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  await pool().query(
    `INSERT INTO "SigningKey" ("kid", "publicJwk", "privateSealed", "activeAt") VALUES ($1, $2, $3, $4)`,
    [
      kid,
      { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" },
      seal(await exportPKCS8(privateKey), `SigningKey:${kid}`),
      activeAt,
    ],
  );
  return privateKey;
}

it("servers that start at once make one key between them, sealed", async () => {
  await Promise.all(Array.from({ length: 8 }, ensureSigningKey));
  const { rows } = await pool().query(`SELECT * FROM "SigningKey"`);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/PRIVATE|"d":/);
  expect((await signingKey()).kid).toBe(rows[0].kid);
});

it("a token signed with a key that another server just made is verified at once", async () => {
  const { kid: before } = await signingKey();
  const privateKey = await makeKey("theirs", new Date());
  const iss = "http://localhost:3000";
  const claims = { client_id: "c", account_id: "a", scope: "s", iat: 1, exp: 2, jti: "j", epoch: 0, cred: "x" };
  const token = await new SignJWT({ ...claims, iss, aud: iss, sub: "c" })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "theirs" })
    .sign(privateKey);
  expect(await verifyToken(token)).toMatchObject({ client_id: "c", jti: "j" });
  expect(before).not.toBe("theirs");
  expect((await signingKey()).kid).toBe("theirs");
});

it("a key of tomorrow is published and does not sign; a retired one does neither", async () => {
  await makeKey("tomorrow", new Date(Date.now() + 86_400_000));
  await pool().query(`UPDATE "SigningKey" SET "retiredAt" = now() WHERE "kid" = 'theirs'`);
  expect(await verificationKey("unknown, so that the keys are read again")).toBeUndefined();
  const kids = (await publishedKeys()).keys.map((key) => key.kid);
  expect(kids).toContain("tomorrow");
  expect(kids).not.toContain("theirs");
  expect(await verificationKey("theirs")).toBeUndefined();
  expect(["tomorrow", "theirs"]).not.toContain((await signingKey()).kid);
});
