import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { checkDatabase } from "@/lib/database/check-database";
import { connect } from "@/lib/database/connect";
import { emptyDatabase, testDatabase } from "@/tests/support/database";

async function changed(change: (url: URL) => void): Promise<string> {
  const url = new URL(await testDatabase());
  change(url);
  return url.href;
}

test("accepts a database that answers and is recent enough", async () => {
  const url = await testDatabase();
  await expect(checkDatabase(url)).resolves.toBe(url);
});

test("explains that nothing is listening at the port", async () => {
  const url = await changed((u) => {
    u.port = "1";
  });
  await expect(checkDatabase(url)).rejects.toThrow(/Nothing is listening at .*:1\. Start the database/);
});

test("explains that the database does not exist", async () => {
  const url = await changed((u) => {
    u.pathname = "/no-such-database";
  });
  await expect(checkDatabase(url)).rejects.toThrow(/no-such-database does not exist/);
});

test("names a rejected user without repeating the password", async () => {
  const url = await changed((u) => {
    u.username = "stranger";
    u.password = "s3cret-word";
  });
  const refused = checkDatabase(url);
  await expect(refused).rejects.toThrow(/stranger/);
  await expect(refused).rejects.not.toThrow(/s3cret-word/);
});

test("refuses a user who may not create tables, and accepts them once they may", async () => {
  const user = `visitor_${randomUUID().slice(0, 8)}`;
  const url = await changed((u) => {
    u.username = user;
    u.password = "of its own";
  });
  const client = await connect(await testDatabase());
  try {
    await client.query(`CREATE ROLE "${user}" LOGIN PASSWORD 'of its own'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    await expect(checkDatabase(url)).rejects.toThrow(`The user ${user} may not create tables`);
    await client.query(`GRANT CREATE ON SCHEMA public TO "${user}"`);
    await expect(checkDatabase(url)).resolves.toBe(url);
  } finally {
    await client.query(`DROP OWNED BY "${user}"; DROP ROLE "${user}"`);
    await client.end();
  }
});

test("explains that the schema for the tables is missing, and accepts the database once it is there", async () => {
  const database = await emptyDatabase();
  const client = await connect(database.url);
  try {
    await client.query("DROP SCHEMA public");
    await expect(checkDatabase(database.url)).rejects.toThrow("has no schema public");
    await client.query("CREATE SCHEMA public");
    await expect(checkDatabase(database.url)).resolves.toBe(database.url);
  } finally {
    await client.end();
    await database.drop();
  }
});

test("refuses a read-only database with the statement that changes it, except to read", async () => {
  const url = await changed((u) => {
    u.searchParams.set("options", "-c default_transaction_read_only=on");
  });
  await expect(checkDatabase(url)).rejects.toThrow(
    /^The database is read-only: .* SET default_transaction_read_only = off$/,
  );
  await expect(checkDatabase(url, { onlyToRead: true })).resolves.toBe(url);
});

test("a missing certificate file is named", async () => {
  const url = await changed((u) => {
    u.searchParams.set("sslmode", "verify-full");
    u.searchParams.set("sslrootcert", "/nowhere/ca.pem");
  });
  await expect(checkDatabase(url)).rejects.toThrow(/^The file \/nowhere\/ca.pem \(sslrootcert in DATABASE_URL\)/);
});

test("without TLS on the server, sslmode=prefer and allow go without, and require says what to do", async () => {
  const withMode = (mode: string) =>
    changed((u) => {
      u.searchParams.set("sslmode", mode);
    });
  await expect(checkDatabase(await withMode("prefer"))).resolves.toMatch(/sslmode=disable/);
  await expect(checkDatabase(await withMode("allow"))).resolves.toMatch(/sslmode=disable/);
  await expect(checkDatabase(await withMode("require"))).rejects.toThrow(/does not support TLS\. .* sslmode=disable/);
});
