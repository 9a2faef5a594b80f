import { fillAccount } from "@/bench/fill-account";
import { config } from "@/lib/config";
import { checkDatabase } from "@/lib/database/check-database";
import { closeDatabase, pool, useDatabase } from "@/lib/database/db";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";
import { log } from "@/lib/log";

// npm run bench:fill -- <apps>: fills this installation's oldest account, to try Created apps with many apps.
const apps = Number(process.argv[2]);
if (!Number.isInteger(apps) || apps < 1 || apps > 1_000_000) {
  console.error("Say how many apps, from 1 to 1000000, for example: npm run bench:fill -- 100000");
  process.exit(1);
}
const embedded = config().databaseUrl ? null : await startEmbedded({ dataDir: config().dataDir, log });
const url = await checkDatabase(config().databaseUrl ?? embedded?.url ?? "");
await migrate(url);
useDatabase(url);
try {
  const { rows } = await pool().query(`SELECT "id", "name" FROM "Account" ORDER BY "createdAt" LIMIT 1`);
  if (rows[0]) {
    await fillAccount(pool(), rows[0].id, apps);
    console.log(`${rows[0].name} has ${apps} more apps.`);
  } else {
    console.error("There is no account yet. Start Patchbay and set one up first.");
    process.exitCode = 1;
  }
} finally {
  await closeDatabase();
  await embedded?.stop();
}
