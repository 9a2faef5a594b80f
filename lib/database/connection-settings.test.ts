import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { driverUrls, requireFiles } from "@/lib/database/connection-settings";
import { selfSigned } from "@/tests/support/certificate";

const folder = mkdtempSync(join(tmpdir(), "patchbay-tls-"));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const ca = file("ca.pem", selfSigned("db.example.com").cert);

afterAll(() => rmSync(folder, { recursive: true }));

const base = "postgresql://ann:secret@db.example.com:5432/patchbay";

type Tls = false | "unchecked" | "issuer" | "issuer and name";

/** What the driver does about TLS for each URL to try. */
const tlsOf = (query: string, env = {}): Tls[] => driverUrls(`${base}${query}`, env).map(tlsOfUrl);

function tlsOfUrl(connectionString: string): Tls {
  const { ssl } = new pg.Client({ connectionString }) as unknown as { ssl: true | false | Record<string, unknown> };
  if (ssl === false) return false;
  if (ssl === true) return "issuer and name";
  if (ssl.rejectUnauthorized === false) return "unchecked";
  return ssl.checkServerIdentity ? "issuer" : "issuer and name";
}

describe("sslmode means what it means to libpq:", () => {
  test.each<[string, Tls[]]>([
    ["", [false]],
    ["?sslmode=disable", [false]],
    ["?sslmode=allow", [false, "unchecked"]],
    ["?sslmode=prefer", ["unchecked", false]],
    ["?sslmode=require", ["unchecked"]],
    [`?sslmode=require&sslrootcert=${ca}`, ["issuer"]],
    [`?sslmode=verify-ca&sslrootcert=${ca}`, ["issuer"]],
    ["?sslmode=verify-full", ["issuer and name"]],
    [`?sslmode=verify-full&sslrootcert=${ca}`, ["issuer and name"]],
    ["?sslmode=verify-full&sslrootcert=system", ["issuer and name"]],
    ["?sslmode=no-verify", ["unchecked"]],
    ["?sslmode=no-verify&uselibpqcompat=true", ["unchecked"]],
    ["?uselibpqcompat=true&sslmode=require", ["unchecked"]],
    ["?ssl=true", ["issuer and name"]],
  ])("%s", (query, expected) => {
    expect(tlsOf(query)).toEqual(expected);
  });

  test("PGSSLMODE and PGSSLROOTCERT count where the URL says nothing", () => {
    expect(tlsOf("", { PGSSLMODE: "require" })).toEqual(["unchecked"]);
    expect(tlsOf("", { PGSSLMODE: "require", PGSSLROOTCERT: ca })).toEqual(["issuer"]);
    expect(tlsOf("?sslmode=disable", { PGSSLMODE: "require" })).toEqual([false]);
    expect(tlsOf("", { PGSSLMODE: "" })).toEqual([false]);
  });

  test("the rest of the URL stays, and a URL without a mode is not touched", () => {
    expect(driverUrls(`${base}?application_name=a%20b`, {})).toEqual([`${base}?application_name=a%20b`]);
    const [url] = driverUrls(`${base}?sslmode=require&application_name=a%20b`, {});
    expect(new pg.Client({ connectionString: url })).toMatchObject({
      ...{ user: "ann", database: "patchbay", host: "db.example.com", port: 5432 },
      connectionParameters: { application_name: "a b" },
    });
  });

  test("what was resolved once can be resolved again", () => {
    for (const mode of ["disable", "require", "verify-full", "no-verify"]) {
      const [once, ...none] = driverUrls(`${base}?sslmode=${mode}`, {});
      expect([none, driverUrls(once, {})]).toEqual([[], [once]]);
    }
  });
});

describe("a setting that cannot work is named:", () => {
  test.each([
    [
      "?sslmode=required",
      "sslmode=required in DATABASE_URL is not a mode. Use one of: disable, allow, prefer, require,",
    ],
    ["?sslmode=verify-ca", "sslmode=verify-ca in DATABASE_URL requires sslrootcert="],
    ["?sslmode=require&sslrootcert=system", "sslrootcert=system in DATABASE_URL requires sslmode=verify-full."],
  ])("%s", (query, sentence) => {
    expect(() => driverUrls(`${base}${query}`, {})).toThrow(sentence);
  });

  test.each([
    ["that is missing", join(folder, "none.pem"), "ENOENT: no such file or directory"],
    ["that is a folder", folder, "EISDIR: illegal operation on a directory"],
    ["that is not PEM", file("ca.der", "\u0030\u0082"), "it is not in PEM format."],
    ["with a byte order mark", file("bom.pem", `\uFEFF${selfSigned("a").cert}`), "it begins with a byte order mark."],
  ])("a file %s", (_what, path, why) => {
    const sentence = `The file ${path} (sslrootcert in DATABASE_URL) cannot be used: ${why}`;
    expect(() => requireFiles(`${base}?sslmode=verify-full&sslrootcert=${encodeURIComponent(path)}`)).toThrow(sentence);
  });

  test("a file that can be used is accepted", () => {
    expect(() => requireFiles(`${base}?sslmode=verify-full&sslrootcert=${ca}`)).not.toThrow();
  });
});
