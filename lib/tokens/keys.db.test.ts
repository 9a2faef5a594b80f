import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from "jose";
import { expect, it, vi } from "vitest";
import { seal } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { ensureSigningKey, publishNextKey, replaceKeys, rotateWhenDue } from "@/lib/tokens/key-rotation";
import { publishedKeys, signingKey, verificationKey } from "@/lib/tokens/keys";
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

it("servers that start at the same time create one sealed key", async () => {
  await Promise.all(Array.from({ length: 8 }, ensureSigningKey));
  const { rows } = await pool().query(`SELECT * FROM "SigningKey"`);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/PRIVATE|"d":/);
  expect((await signingKey()).kid).toBe(rows[0].kid);
});

let theirToken: string;

it("a token signed with a key another server just made is verified immediately", async () => {
  const { kid: before } = await signingKey();
  const privateKey = await makeKey("theirs", new Date());
  const iss = "http://localhost:3000";
  const claims = { client_id: "c", account_id: "a", scope: "s", iat: 1, exp: 2, jti: "j", epoch: 0, cred: "x" };
  theirToken = await new SignJWT({ ...claims, iss, aud: iss, sub: "c" })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "theirs" })
    .sign(privateKey);
  expect(await verifyToken(theirToken)).toMatchObject({ client_id: "c", jti: "j" });
  expect(await verifyToken(theirToken)).toMatchObject({ client_id: "c", jti: "j" });
  expect(before).not.toBe("theirs");
  expect((await signingKey()).kid).toBe("theirs");
});

it("a key for tomorrow is published but does not sign; a retired one does neither, even for tokens verified before", async () => {
  await makeKey("tomorrow", new Date(Date.now() + 86_400_000));
  await pool().query(`UPDATE "SigningKey" SET "retiredAt" = now() WHERE "kid" = 'theirs'`);
  expect(await verificationKey("unknown, so that the keys are read again")).toBeUndefined();
  const kids = (await publishedKeys()).keys.map((key) => key.kid);
  expect(kids).toContain("tomorrow");
  expect(kids).not.toContain("theirs");
  expect(await verificationKey("theirs")).toBeUndefined();
  expect(await verifyToken(theirToken)).toBeNull();
  expect(["tomorrow", "theirs"]).not.toContain((await signingKey()).kid);
});

const kids = async () => (await publishedKeys()).keys.map((key) => key.kid);

/** Moves all keys this many hours into the past. */
async function pass(hours: number): Promise<void> {
  await pool().query(
    `UPDATE "SigningKey" SET "activeAt" = "activeAt" - make_interval(hours => $1), "retiredAt" = "retiredAt" - make_interval(hours => $1)`,
    [hours],
  );
  // An unknown `kid` makes this process reread the keys.
  await verificationKey("unknown");
}

it("a rotation publishes the next key a day ahead, and accepts the old one until its last token has expired", async () => {
  await replaceKeys();
  await pass(0);
  const { kid: old } = await signingKey();
  const next = await publishNextKey();
  expect(next).toMatchObject({ isNew: true });
  expect(await publishNextKey()).toEqual({ ...next, isNew: false });
  await pass(0);
  expect([(await signingKey()).kid, (await kids()).sort()]).toEqual([old, [old, next.kid].sort()]);
  await pass(24);
  expect([(await signingKey()).kid, (await kids()).sort()]).toEqual([next.kid, [old, next.kid].sort()]);
  await pass(1);
  expect(await kids()).toContain(old);
  await pass(1);
  expect(await kids()).toEqual([next.kid]);
});

it("a key signs for 90 days, whichever server runs housekeeping, and there is one next key at a time", async () => {
  await replaceKeys();
  await pass(89 * 24 - 1);
  expect(await rotateWhenDue()).toBe(0);
  await pass(1);
  expect((await Promise.all([rotateWhenDue(), rotateWhenDue(), rotateWhenDue()])).sort()).toEqual([0, 0, 1]);
  const { kid } = await signingKey();
  await pass(24);
  expect((await signingKey()).kid).not.toBe(kid);
  expect(await rotateWhenDue()).toBe(0);
});

it("in an emergency the new key signs immediately and no other is accepted, not even the published next one", async () => {
  await publishNextKey();
  const kid = await replaceKeys();
  await pass(0);
  expect([(await signingKey()).kid, await kids()]).toEqual([kid, [kid]]);
});

it("tokens with made-up keys cost at most four reads a second, and a new key is still found", async () => {
  const looks = vi.spyOn(pool(), "query");
  const madeUp = Array.from({ length: 200 }, (_, i) => verificationKey(`made up ${i}`));
  expect(new Set(await Promise.all(madeUp))).toEqual(new Set([undefined]));
  expect(looks.mock.calls.length).toBeLessThanOrEqual(2);
  looks.mockRestore();
  const kid = await replaceKeys();
  expect(await verificationKey(kid)).toBeDefined();
});
