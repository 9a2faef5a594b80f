import { expect, test } from "vitest";
import { checkDatabase } from "@/lib/database/check-database";
import { testDatabase } from "@/lib/testing/database";

async function changed(change: (url: URL) => void): Promise<string> {
  const url = new URL(await testDatabase());
  change(url);
  return url.href;
}

test("a database that answers and is recent enough is taken", async () => {
  await expect(checkDatabase(await testDatabase())).resolves.toBeUndefined();
});

test("a port where nothing listens is told in a sentence", async () => {
  const url = await changed((u) => {
    u.port = "1";
  });
  await expect(checkDatabase(url)).rejects.toThrow(/Nothing listens at .*:1\. Start the database/);
});

test("a database that does not exist is told in a sentence", async () => {
  const url = await changed((u) => {
    u.pathname = "/no-such-database";
  });
  await expect(checkDatabase(url)).rejects.toThrow(/no-such-database does not exist/);
});

test("a wrong user is told in a sentence that does not repeat the password", async () => {
  const url = await changed((u) => {
    u.username = "stranger";
    u.password = "s3cret-word";
  });
  const refused = checkDatabase(url);
  await expect(refused).rejects.toThrow(/stranger/);
  await expect(refused).rejects.not.toThrow(/s3cret-word/);
});
