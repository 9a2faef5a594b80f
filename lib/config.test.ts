import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config";

const DATA_DIR = mkdtempSync(join(tmpdir(), "patchbay-config-"));
const key = Buffer.alloc(32, 1).toString("base64");
const SECRET_KEYS = `k1:${key}`;

afterAll(() => rmSync(DATA_DIR, { recursive: true }));

describe("settings", () => {
  it("have defaults for everything", () => {
    expect(parseConfig({ DATA_DIR })).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      baseUrl: "http://localhost:3000",
      databaseUrl: null,
      bootstrap: null,
    });
  });

  it("treat an empty variable as unset", () => {
    expect(parseConfig({ DATA_DIR, PORT: "", DATABASE_URL: "" }).port).toBe(3000);
  });

  it("ignore space and line breaks around a URL or a number", () => {
    const DATABASE_URL = "postgresql://ann:p@ss@localhost/x";
    const env = { DATA_DIR, SECRET_KEYS, DATABASE_URL: ` ${DATABASE_URL} \r\n`, PORT: "8080 \n" };
    expect(parseConfig(env)).toMatchObject({ databaseUrl: DATABASE_URL, port: 8080 });
  });

  it("store generated keys where only this user can read them, and find them again", () => {
    const first = parseConfig({ DATA_DIR }).secretKeys;
    expect(parseConfig({ DATA_DIR }).secretKeys).toEqual(first);
    expect(statSync(join(DATA_DIR, "secret-keys")).mode & 0o077).toBe(0);
  });

  it("find generated keys in a file that an editor on Windows saved, and name one that is no list", () => {
    const folder = mkdtempSync(join(tmpdir(), "patchbay-config-"));
    const file = join(folder, "secret-keys");
    writeFileSync(file, `\uFEFF${SECRET_KEYS}\r\n`);
    expect(parseConfig({ DATA_DIR: folder }).secretKeys).toEqual(parseConfig({ DATA_DIR, SECRET_KEYS }).secretKeys);
    writeFileSync(file, Buffer.from(`\uFEFF${SECRET_KEYS}`, "utf16le"));
    expect(() => parseConfig({ DATA_DIR: folder })).toThrow(`${file} must be a comma-separated list`);
    rmSync(folder, { recursive: true });
  });

  it("limit accounts by default; a quota of 0 is no limit", () => {
    const { apps, endpoints } = parseConfig({ DATA_DIR, QUOTA_APPS: "0" }).quotas;
    expect([apps, endpoints]).toEqual([null, 5_000]);
  });

  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: "http" }, /PORT must be a whole number/],
    [{ PORT: "70000" }, /PORT must be from 0 to 65535/],
    [{ BASE_URL: "patchbay.example.com" }, /BASE_URL must/],
    [{ BASE_URL: "https://example.com/patchbay" }, /BASE_URL must be an origin without a path/],
    [{ DATABASE_URL: "mysql://localhost/x", SECRET_KEYS }, /DATABASE_URL must be a URL such as postgresql:/],
    [{ DATABASE_URL: "postgresql://localhost/x" }, /SECRET_KEYS is required/],
    [{ DATABASE_URL: '"postgresql://ann:x@localhost/x"', SECRET_KEYS }, /DATABASE_URL must not be in quotes/],
    [{ DATABASE_URL: "postgresql://ann:1#2@localhost/x", SECRET_KEYS }, /such as .*; write #, \/ and \? in a password/],
    [{ DATABASE_URL: "postgresql://ann:a/2@localhost/x", SECRET_KEYS }, /such as .*; write #, \/ and \? in a password/],
    [{ SECRET_KEYS: "k1:c2hvcnQ=" }, /at least 32 bytes/],
    [{ SECRET_KEYS: `${SECRET_KEYS},${SECRET_KEYS}` }, /with unique kids/],
    [{ TRUST_PROXY: "the proxy" }, /TRUST_PROXY must be addresses/],
    [{ WORKER: "yes" }, /WORKER must be on or off/],
    [{ QUOTA_APPS: "-1" }, /QUOTA_APPS must be a whole number/],
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL must be/],
    [{ BOOTSTRAP_ACCOUNT_NAME: "ACME" }, /belong together: set all three or none/],
    [{ SMTP_URL: "smtp://mail.example.com" }, /SMTP_URL and MAIL_FROM belong together: set both or none/],
    [{ SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "the console" }, /MAIL_FROM must be an address/],
    [{ OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "patchbay" }, /OIDC_CLIENT_SECRET belong together/],
    [
      { BOOTSTRAP_ACCOUNT_NAME: "A", BOOTSTRAP_OWNER_EMAIL: "nobody", BOOTSTRAP_OWNER_PASSWORD: "long enough" },
      /BOOTSTRAP_OWNER_EMAIL must be an email address/,
    ],
    [
      {
        BOOTSTRAP_ACCOUNT_NAME: "A",
        BOOTSTRAP_OWNER_EMAIL: "a@example.com",
        BOOTSTRAP_OWNER_PASSWORD: "x".repeat(201),
      },
      /BOOTSTRAP_OWNER_PASSWORD must have from 8 to 200 characters/,
    ],
    [
      {
        BOOTSTRAP_ACCOUNT_NAME: "\u202Eemca",
        BOOTSTRAP_OWNER_EMAIL: "a@example.com",
        BOOTSTRAP_OWNER_PASSWORD: "long enough",
      },
      /BOOTSTRAP_ACCOUNT_NAME must be a name/,
    ],
  ];

  it.each(wrong)("stop the start with an explanation: %j", (env, sentence) => {
    expect(() => parseConfig({ DATA_DIR, ...env })).toThrow(sentence);
  });
});
