import { expect, test } from "vitest";
import { checkDatabase, describeFailure, requireVersion } from "@/lib/database/check-database";

const url = "postgresql://ann:s3cret-word@db.example.com:6432/patch%20bay";
const failure = (code: string, message = "it said no") => Object.assign(new Error(message), { code });

test.each([
  ["ECONNREFUSED", "Nothing is listening at db.example.com:6432. Start the database, or correct DATABASE_URL."],
  ["ENOTFOUND", "The host db.example.com in DATABASE_URL was not found. Correct its name."],
  ["3D000", "The database patch bay does not exist at db.example.com:6432. Create it, or correct DATABASE_URL."],
  [
    "28P01",
    "The database at db.example.com:6432 rejected the user ann: it said no. Correct the user and password in DATABASE_URL.",
  ],
  [
    "XX000",
    "The database at db.example.com:6432 cannot be used: it said no. Check DATABASE_URL and that the database is up.",
  ],
  [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "The certificate of the database at db.example.com:6432 is not trusted: it said no. In DATABASE_URL, name the certificate of its authority with sslrootcert=/path/ca.pem, or accept any with sslmode=no-verify.",
  ],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "The certificate of the database at db.example.com:6432 is for another name: it said no. Use that name in DATABASE_URL, or check only the certificate's authority, with sslmode=verify-ca and sslrootcert=/path/ca.pem.",
  ],
])("%s is explained with a remedy and without the password", (code, sentence) => {
  expect(describeFailure(failure(code), url)).toBe(sentence);
});

test("a host with several addresses is explained by the first one's failure", () => {
  const error = new AggregateError([failure("ECONNREFUSED"), failure("EHOSTUNREACH")]);
  expect(describeFailure(error, url)).toMatch(/^Nothing is listening/);
});

test("Postgres 14 is the oldest accepted version", () => {
  expect(() => requireVersion(140_000)).not.toThrow();
  expect(() => requireVersion(130_021)).toThrow(/Postgres 13; Patchbay needs version 14 or newer/);
});

test("a password with a % that is not an escape is explained", async () => {
  const sentence = "DATABASE_URL has a % that is not an escape. Write % in a password as %25.";
  await expect(checkDatabase("postgresql://ann:%ff@127.0.0.1:1/x")).rejects.toThrow(sentence);
});
