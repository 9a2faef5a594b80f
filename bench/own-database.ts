import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccount } from "@/lib/accounts/commands";
import { type Actor, findActor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { closeDatabase, db, useDatabase } from "@/lib/database/db";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";

/** Runs `work` on a new embedded Postgres, which is removed afterward. */
export async function onOwnDatabase(work: () => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "patchbay-bench-"));
  const database = await startEmbedded({ dataDir, log: { info: () => undefined, warn: () => undefined } });
  try {
    await migrate(database.url);
    useDatabase(database.url);
    await work();
  } finally {
    await closeDatabase();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The owner of a new account, signed in. */
export async function newAccountOwner(): Promise<Actor> {
  const tag = randomId().toLowerCase();
  const owner = { accountName: "Bench", name: "Bea", email: `${tag}@example.com`, passwordHash: randomId() };
  const { accountId } = await db().$transaction((tx) => createAccount(tx, owner, ""));
  const { id } = await db().user.findFirstOrThrow({ where: { accountId } });
  return signIn(id);
}

/** This person, signed in. */
async function signIn(userId: string): Promise<Actor> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const session = await db().session.create({
    data: { id: randomId(), userId, address: "", userAgent: "", expiresAt },
  });
  const actor = await findActor(session.id, "");
  if (!actor) throw new Error("Nobody could sign in");
  return actor;
}
