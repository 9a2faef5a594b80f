/**
 * Why the database fails: `log` for the log, `sentence` for the caller, and the seconds after which a retry may help;
 * null if the operator must fix something first, such as a setting, a grant or the database's files.
 */
export type Fault = { name: string; log: string; sentence: string; retryAfterSeconds: number | null };

const soon = 5;
/** Someone has to free space or fail over first. */
const later = 30;

type Row = [name: string, retryAfterSeconds: number | null, codes: RegExp, log: string, sentence: string];

/**
 * Codes from Postgres (appendix A of its manual), from sockets, and Prisma's equivalents: its own codes, and the kinds
 * that its adapter gives socket errors, whose codes it drops. The first row that matches counts.
 */
const rows: readonly Row[] = [
  [
    "unreachable",
    soon,
    /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|08\w{3}|P10(01|02|17)|DatabaseNotReachable|ConnectionClosed|TlsConnectionError)$/,
    "the database cannot be reached",
    "The database cannot be reached.",
  ],
  ["restarting", soon, /^57P0[123]$/, "the database is restarting", "The database is restarting."],
  [
    "too-slow",
    soon,
    /^(57014|57P05|25P0[34]|P1008|P20(24|28)|SocketTimeout)$/,
    "the database took too long",
    "The database took too long to answer.",
  ],
  ["locked", soon, /^55P03$/, "a database lock was not free in time", "The database is busy with another change."],
  ["disk-full", later, /^53100$/, "the database's disk is full", "The database’s disk is full."],
  ["out-of-memory", soon, /^53200$/, "the database is out of memory", "The database is out of memory."],
  [
    "too-many-connections",
    soon,
    /^(53300|P2037)$/,
    "the database has too many connections",
    "The database has too many connections.",
  ],
  ["overloaded", soon, /^53\w{3}$/, "the database has reached a limit", "The database has reached one of its limits."],
  ["read-only", later, /^25006$/, "the database is read-only", "The database is read-only."],
  ["disk-failing", later, /^58030$/, "the database's disk is failing", "The database cannot read or write its files."],
  [
    "refused",
    null,
    /^(28\w{3}|P10(00|10))$/,
    "the database rejects our user or password",
    "The database rejects Patchbay’s user or password.",
  ],
  ["missing", null, /^(3D000|57P04|P1003)$/, "the database does not exist", "The database does not exist."],
  ["not-migrated", null, /^(42P01|42703|P202[12])$/, "the database is not migrated", "The database is not migrated."],
  [
    "not-allowed",
    null,
    /^42501$/,
    "the database user lacks a privilege",
    "The database user lacks a privilege it needs.",
  ],
  ["damaged", null, /^XX00[12]$/, "the database's files are damaged", "The database’s files are damaged."],
];

/** The driver's own errors have no code, and some full-disk errors arrive under a general one. */
const byMessage: readonly [RegExp, string][] = [
  [/: (No space left on device|Disk quota exceeded|File too large)$/, "disk-full"],
  [/^(Connection terminated|Client has encountered a connection error)/, "unreachable"],
  [/^(timeout exceeded when trying to connect|timeout expired|Query read timeout)/, "too-slow"],
];

const faultOfRow = ([name, retryAfterSeconds, , log, sentence]: Row): Fault => ({
  name,
  log,
  sentence,
  retryAfterSeconds,
});

const named = new Map(rows.map((row) => [row[0], faultOfRow(row)]));

const byName = (name: string): Fault => named.get(name) ?? faultOfRow(rows[0] as Row);

/** For callers that only know the database did not answer. */
export const unreachable: Fault = byName("unreachable");

/** For callers that check for it before they write. */
export const readOnly: Fault = byName("read-only");

// The server's bundle and Next's each contain a copy of this module; globalThis lets them share this state.
type Kept = { patchbayDatabaseTrouble?: Fault | undefined; patchbayLastFault?: { fault: Fault; atMs: number } };
const kept = globalThis as typeof globalThis & Kept;

/**
 * Sets the known reason why the database cannot be reached, which a connection attempt cannot find out; null once it no
 * longer applies.
 */
export function tellTrouble(name: "disk-full" | null): void {
  kept.patchbayDatabaseTrouble = name ? byName(name) : undefined;
}

const unexplained: readonly string[] = ["unreachable", "restarting", "too-slow"];

/** The database fault behind an error or one of its causes; null if it has nothing to do with the database. */
export function faultOf(error: unknown): Fault | null {
  const fault = faultIn(error);
  return fault && unexplained.includes(fault.name) ? (kept.patchbayDatabaseTrouble ?? fault) : fault;
}

function faultIn(error: unknown): Fault | null {
  if (typeof error !== "object" || error === null) return null;
  const { code, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  return (
    byCode(originalCode) ??
    byCode(code) ??
    byCode(kind) ??
    byWords(message) ??
    faultIn(cause) ??
    faultIn((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError)
  );
}

function byCode(code: unknown): Fault | null {
  const row = typeof code === "string" ? rows.find(([, , codes]) => codes.test(code)) : undefined;
  return row ? faultOfRow(row) : null;
}

/** Prisma puts a paragraph of its own before the driver's message, so each line is checked. */
function byWords(message: unknown): Fault | null {
  if (typeof message !== "string") return null;
  const lines = message.split("\n");
  const found = byMessage.find(([words]) => lines.some((line) => words.test(line)));
  return found ? byName(found[1]) : null;
}

/** Remembers the fault for code that cannot see the error: readiness, and the answer for a failed page. */
export function noteFault(fault: Fault): void {
  kept.patchbayLastFault = { fault, atMs: performance.now() };
}

/** The last fault noted, if it was at or after this time (`performance.now()`). */
export function faultSince(momentMs: number): Fault | null {
  const last = kept.patchbayLastFault;
  return last && last.atMs >= momentMs ? last.fault : null;
}

/** What to show a person whose action failed because of it. */
export const sentenceForPeople = ({ sentence, retryAfterSeconds }: Fault): string =>
  retryAfterSeconds === null
    ? `${sentence} Nothing was saved. Contact the operator of this Patchbay.`
    : `${sentence} Nothing was saved. Try again in a moment.`;

/** Whether it lasts until someone fixes it, so that later requests will fail too. */
export const isLasting = ({ retryAfterSeconds }: Fault): boolean => retryAfterSeconds === later;

/** Whether connections are lost or cannot be opened, rather than a statement being refused. */
export const isOutOfReach = ({ name }: Fault): boolean => ["unreachable", "restarting"].includes(name);
