import { expect, test } from "vitest";
import { fingerprint } from "@/lib/backup/keys";
import { keysForRestore } from "@/lib/backup/restore-keys";

const key = (kid: string, fill: number) => ({ kid, key: Buffer.alloc(32, fill) });
const needs = (...keys: ReturnType<typeof key>[]) =>
  keys.map((one) => ({ kid: one.kid, fingerprint: fingerprint(one.key) }));
const text = (one: ReturnType<typeof key>) => `${one.kid}:${one.key.toString("base64")}`;

const generated = (...keys: ReturnType<typeof key>[]) => ({ keys, keysFrom: "/data/secret-keys", keepsKeys: true });
const configured = (...keys: ReturnType<typeof key>[]) => ({ keys, keysFrom: "SECRET_KEYS", keepsKeys: false });

test("keys that open everything are used, even if there are more of them", () => {
  const present = configured(key("k2", 2), key("k1", 1));
  expect(keysForRestore({ keys: needs(key("k1", 1)), secretKeys: null }, present, false)).toEqual({
    keys: present.keys,
    kept: null,
    replaces: false,
  });
});

test("a missing key is named, and where to put it", () => {
  const backup = { keys: needs(key("k1", 1), key("k2", 2)), secretKeys: null };
  expect(() => keysForRestore(backup, generated(key("k2", 2)), false)).toThrow(
    /keys in \/data\/secret-keys: k1 is missing\. Copy the old installation's secret-keys file there/,
  );
  expect(() => keysForRestore(backup, configured(), false)).toThrow(
    /k1 is missing, k2 is missing\. Add the old installation's keys/,
  );
});

test("a different key with the same name is not mistaken for the right one", () => {
  const backup = { keys: needs(key("k1", 1)), secretKeys: null };
  expect(() => keysForRestore(backup, configured(key("k1", 9)), true)).toThrow(
    /k1 is a different key with the same name/,
  );
});

test("a backup's own keys are stored if there are none", () => {
  const backup = { keys: needs(key("k1", 1)), secretKeys: text(key("k1", 1)) };
  expect(keysForRestore(backup, generated(), false)).toEqual({
    keys: [key("k1", 1)],
    kept: text(key("k1", 1)),
    replaces: false,
  });
});

test("a backup's own keys replace others only with --force, and never those in SECRET_KEYS", () => {
  const backup = { keys: needs(key("k1", 1)), secretKeys: text(key("k1", 1)) };
  expect(() => keysForRestore(backup, generated(key("k1", 9)), false)).toThrow(/holds other keys.*--force/);
  expect(keysForRestore(backup, generated(key("k1", 9)), true)).toMatchObject({ replaces: true });
  expect(() => keysForRestore(backup, configured(key("k1", 9)), true)).toThrow(/add them to it/);
});

test("a key that the backed-up installation had already lost does not prevent a restore", () => {
  const backup = { keys: [{ kid: "k0", fingerprint: null }, ...needs(key("k1", 1))], secretKeys: null };
  expect(keysForRestore(backup, configured(key("k1", 1)), false)).toMatchObject({ kept: null });
});
