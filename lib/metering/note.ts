import { batch } from "@/lib/metering/batch";
import {
  type HourCount,
  type Refused,
  type ScopeCount,
  writeHours,
  writeRefusals,
  writeScopeUses,
} from "@/lib/metering/write";

/** An app just read from the database; `now` is the database's clock, in seconds since 1970. */
export type SeenApp = { appId: string; now: number };

/** The most refusals of an app that are listed one by one per minute; the rest are only counted. */
export const toldPerMinute = 30;

const mostApps = 20_000;
const mostScopes = 50_000;
const mostRefusals = 5_000;

const soonMs = 1_000;
/** A request may use many scopes, and their counts needn't be current to the second. */
const laterMs = 10_000;

type Gathering = ReturnType<typeof gather>;

// The server's bundle and Next's each contain a copy of this module; globalThis lets one flush what the other noted.
const kept = globalThis as typeof globalThis & { patchbayCounts?: Gathering };

const counts = (): Gathering => {
  kept.patchbayCounts ??= gather();
  return kept.patchbayCounts;
};

function gather() {
  let refused = 0;
  return {
    hours: batch<HourCount>({
      name: "hours",
      afterMs: soonMs,
      mostKeys: mostApps,
      keyOf: ({ appId, hour }) => `${appId} ${hour}`,
      add: addHour,
      write: writeHours,
    }),
    scopes: batch<ScopeCount>({
      name: "scopes",
      afterMs: laterMs,
      mostKeys: mostScopes,
      keyOf: ({ appId, scopeId }) => `${appId} ${scopeId}`,
      add: addScope,
      write: writeScopeUses,
    }),
    refusals: batch<Refused>({
      name: "refusals",
      afterMs: soonMs,
      mostKeys: mostRefusals,
      keyOf: () => String(refused++),
      add: () => undefined,
      write: writeRefusals,
    }),
    told: { minute: 0, byApp: new Map<string, number>() },
  };
}

function addHour(row: HourCount, more: HourCount): void {
  row.tokens += more.tokens;
  row.refusals += more.refusals;
  row.calls += more.calls;
  row.introspections += more.introspections;
}

function addScope(row: ScopeCount, more: ScopeCount): void {
  row.lastAt = Math.max(row.lastAt, more.lastAt);
  row.uses += more.uses;
}

const nothing = { tokens: 0, refusals: 0, calls: 0, introspections: 0 };

const noteHour = ({ appId, now }: SeenApp, one: Partial<typeof nothing>): void =>
  counts().hours.note({ appId, hour: Math.floor(now / 3600), ...nothing, ...one });

const noteScope = ({ appId, now }: SeenApp, scopeId: string): void =>
  counts().scopes.note({ appId, scopeId, lastAt: now, uses: 1 });

/** Counts a token issued to the app, in memory. Counts are written one to ten seconds later. */
export const noteToken = (app: SeenApp): void => noteHour(app, { tokens: 1 });

/** Counts a call of `/v2`, and a use of the scope that permitted it. */
export function noteCall(app: SeenApp, scopeId: string): void {
  noteHour(app, { calls: 1 });
  noteScope(app, scopeId);
}

/** Counts an introspection or check of one of the app's tokens, and a use of each of these scopes. */
export function noteIntrospection(app: SeenApp, scopeIds: readonly string[]): void {
  noteHour(app, { introspections: 1 });
  for (const scopeId of scopeIds) noteScope(app, scopeId);
}

/** Counts a refused request that used the app's client ID or token, authentic or not. */
export function noteRefusal(app: SeenApp, { path, reason, address }: Omit<Refused, "appId" | "at">): void {
  noteHour(app, { refusals: 1 });
  if (isTold(app)) counts().refusals.note({ appId: app.appId, at: app.now, path, reason, address });
}

function isTold({ appId, now }: SeenApp): boolean {
  const { told } = counts();
  const minute = Math.floor(now / 60);
  if (minute > told.minute) {
    told.minute = minute;
    told.byApp.clear();
  }
  const before = told.byApp.get(appId) ?? 0;
  if (before >= toldPerMinute || told.byApp.size >= mostApps) return false;
  told.byApp.set(appId, before + 1);
  return true;
}

export async function flushCounts(): Promise<void> {
  const { hours, scopes, refusals } = counts();
  await Promise.all([hours.flush(), scopes.flush(), refusals.flush()]);
}
