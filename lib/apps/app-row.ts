import { Prisma } from "@/generated/prisma/client";
import type { AppState } from "@/lib/app-state";
import { type Information, informationNames } from "@/lib/apps/information-fields";
import type { Transaction } from "@/lib/database/db";

/** The previous secret token, which also signs until it ends; `signs`: `x-zm-signature` is still made with it. */
type Rotation = { tokenId: string; sealed: string; endsAt: Date; signs: boolean };

/** An app's own row. Everything else that belongs to an app is read in parts (app-parts.ts). */
export type AppRow = Information & {
  id: string;
  state: AppState;
  epoch: number;
  eventsEnabled: boolean;
  secretTokenSealed: string;
  secretTokenId: string;
  /** null: no rotation of the secret token is in progress, by the database's clock. */
  rotation: Rotation | null;
  /** false: only public keys authenticate the app. */
  secretsAllowed: boolean;
  activatedAt: Date | null;
  removedAt: Date | null;
  ownerId: string;
  /** When the transaction began, by the database's clock. */
  now: Date;
};

const information = Prisma.raw(informationNames.map((name) => `"${name}"`).join(", "));

/** Reads an app's row. null: there is no such app. */
export const readRow = (tx: Transaction, appId: string): Promise<AppRow | null> => read(tx, appId, Prisma.empty);

/** The same, and locks the row until the transaction ends. */
export const lockRow = (tx: Transaction, appId: string): Promise<AppRow | null> =>
  read(tx, appId, Prisma.sql`FOR UPDATE`);

async function read(tx: Transaction, appId: string, lock: Prisma.Sql): Promise<AppRow | null> {
  const [found] = await tx.$queryRaw<(Omit<AppRow, "rotation"> & Rotating)[]>`
    SELECT ${information}, "id", "state", "epoch", "eventsEnabled", "secretTokenSealed", "secretTokenId", "secretsAllowed", "activatedAt", "removedAt", "ownerId",
           "previousTokenId" AS "tokenId", "previousTokenSealed" AS "sealed", "previousTokenSigns" AS "signs",
           CASE WHEN "previousTokenEndsAt" > clock_timestamp() THEN "previousTokenEndsAt" END AS "endsAt",
           now() AS "now"
      FROM "App" WHERE "id" = ${appId} ${lock}`;
  if (!found) return null;
  const { tokenId, sealed, signs, endsAt, ...row } = found;
  return { ...row, rotation: endsAt && tokenId && sealed ? { tokenId, sealed, endsAt, signs } : null };
}

type Rotating = { [Field in keyof Rotation]: Rotation[Field] | null } & { signs: boolean };
