import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDatabase } from "@/lib/database/check-database";
import type { Cluster } from "@/lib/database/cluster";
import { connect } from "@/lib/database/connect";
import { selfSigned } from "@/tests/support/certificate";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";

// An external Postgres with a self-signed certificate for localhost.

const { key, cert } = selfSigned("localhost");

let postgres: OwnPostgres;
let url: string;
let certificate: string;

beforeAll(async () => {
  postgres = await ownPostgres(withTls);
  url = (await postgres.newDatabase("patchbay")).replace("127.0.0.1", "localhost");
});

afterAll(() => postgres?.remove());

function withTls({ directory, account }: Cluster): string[] {
  const files = Object.entries({ "server.key": key, "server.crt": cert }).map(([name, content]) => {
    const file = join(directory, name);
    writeFileSync(file, content, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
    return file;
  });
  certificate = String(files[1]);
  // Relative to the data directory: the server's account may not be able to name it otherwise.
  return ["ssl=on", "ssl_key_file=../server.key", "ssl_cert_file=../server.crt"];
}

async function isEncrypted(query: string): Promise<boolean> {
  const client = await connect(await checkDatabase(`${url}${query}`));
  const { rows } = await client.query(`SELECT "ssl" FROM pg_stat_ssl WHERE "pid" = pg_backend_pid()`);
  await client.end();
  return rows[0].ssl;
}

test.each([
  ["require", true],
  ["prefer", true],
  ["no-verify", true],
  ["allow", false],
  ["disable", false],
])("sslmode=%s connects without being given the certificate; encrypted: %s", async (mode, encrypted) => {
  expect(await isEncrypted(`?sslmode=${mode}`)).toBe(encrypted);
});

test.each(["require", "verify-ca", "verify-full"])(
  "sslmode=%s connects with the certificate as sslrootcert",
  async (mode) => {
    expect(await isEncrypted(`?sslmode=${mode}&sslrootcert=${encodeURIComponent(certificate)}`)).toBe(true);
  },
);

test("sslmode=verify-full without it says what to set", async () => {
  await expect(checkDatabase(`${url}?sslmode=verify-full`)).rejects.toThrow(
    /^The certificate of the database at localhost:\d+ is not trusted: self-signed certificate\. .* sslrootcert=.* sslmode=no-verify/,
  );
});

test("sslmode=require with another certificate as sslrootcert is refused", async () => {
  const other = `${certificate}.other`;
  writeFileSync(other, selfSigned("localhost").cert);
  await expect(checkDatabase(`${url}?sslmode=require&sslrootcert=${encodeURIComponent(other)}`)).rejects.toThrow(
    /is not trusted/,
  );
});
