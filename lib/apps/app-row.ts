import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { appStates } from "@/lib/app-state";
import { type InformationField, informationNames } from "@/lib/apps/information-fields";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

/** The previous secret token, which also signs until it ends; `signs`: `x-zm-signature` is still made with it. */
type Rotation = { tokenId: string; sealed: string; endsAt: Date; signs: boolean };

/** The columns of the fields of Information, none of which is null. */
export const informationColumns = Object.fromEntries(informationNames.map((name) => [name, z.string()])) as Record<
  InformationField,
  z.ZodString
>;

const appRow = row({
  ...informationColumns,
  id: z.string(),
  state: z.enum(appStates),
  epoch: z.number(),
  eventsEnabled: z.boolean(),
  secretTokenSealed: z.string(),
  secretTokenId: z.string(),
  /** false: only public keys authenticate the app. */
  secretsAllowed: z.boolean(),
  activatedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  ownerId: z.string(),
  tokenId: z.string().nullable(),
  sealed: z.string().nullable(),
  signs: z.boolean(),
  endsAt: z.date().nullable(),
  /** When the transaction began, by the database's clock. */
  now: z.date(),
});

/** An app's own row. Everything else that belongs to an app is read in parts (app-parts.ts). */
export type AppRow = Omit<z.output<typeof appRow>, keyof Rotation> & {
  /** null: no rotation of the secret token is in progress, by the database's clock. */
  rotation: Rotation | null;
};

const information = Prisma.raw(informationNames.map((name) => `"${name}"`).join(", "));

/** Reads an app's row. null: there is no such app. */
export const readRow = (tx: Transaction, appId: string): Promise<AppRow | null> => read(tx, appId, Prisma.empty);

/** The same, and locks the row until the transaction ends. */
export const lockRow = (tx: Transaction, appId: string): Promise<AppRow | null> =>
  read(tx, appId, Prisma.sql`FOR UPDATE`);

async function read(tx: Transaction, appId: string, lock: Prisma.Sql): Promise<AppRow | null> {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT ${information}, "id", "state", "epoch", "eventsEnabled", "secretTokenSealed", "secretTokenId", "secretsAllowed", "activatedAt", "removedAt", "ownerId",
           "previousTokenId" AS "tokenId", "previousTokenSealed" AS "sealed", "previousTokenSigns" AS "signs",
           CASE WHEN "previousTokenEndsAt" > clock_timestamp() THEN "previousTokenEndsAt" END AS "endsAt",
           now() AS "now"
      FROM "App" WHERE "id" = ${appId} ${lock}`;
  const [found] = typed(appRow, rows);
  if (!found) return null;
  const { tokenId, sealed, signs, endsAt, ...app } = found;
  return { ...app, rotation: endsAt && tokenId && sealed ? { tokenId, sealed, endsAt, signs } : null };
}
