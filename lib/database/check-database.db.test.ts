import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { checkDatabase } from "@/lib/database/check-database";
import { testDatabase } from "@/tests/support/database";

async function changed(change: (url: URL) => void): Promise<string> {
  const url = new URL(await testDatabase());
  change(url);
  return url.href;
}

test("accepts a database that answers and is recent enough", async () => {
  await expect(checkDatabase(await testDatabase())).resolves.toBeUndefined();
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
  const client = new pg.Client({ connectionString: await testDatabase() });
  await client.connect();
  try {
    await client.query(`CREATE ROLE "${user}" LOGIN PASSWORD 'of its own'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    await expect(checkDatabase(url)).rejects.toThrow(`The user ${user} may not create tables`);
    await client.query(`GRANT CREATE ON SCHEMA public TO "${user}"`);
    await expect(checkDatabase(url)).resolves.toBeUndefined();
  } finally {
    await client.query(`DROP OWNED BY "${user}"; DROP ROLE "${user}"`);
    await client.end();
  }
});
