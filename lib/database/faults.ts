/**
 * Why the database does not do what it is asked: `log` for the log, `sentence` for whoever waits for the answer, and
 * after how many seconds trying again may help; null when somebody has to mend something in Patchbay's own settings.
 */
export type Fault = { name: string; log: string; sentence: string; retryAfterSeconds: number | null };

const soon = 5;
/** Somebody has to make room or switch a server over first. */
const later = 30;

type Row = [name: string, retryAfterSeconds: number | null, codes: RegExp, log: string, sentence: string];

/**
 * The codes of Postgres (appendix A of its manual), of sockets, and Prisma's names for these. The first row whose codes
 * match counts.
 */
const rows: readonly Row[] = [
  [
    "unreachable",
    soon,
    /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|08\w{3}|P10(01|02|17))$/,
    "the database cannot be reached",
    "The database cannot be reached.",
  ],
  ["restarting", soon, /^57P0[123]$/, "the database is restarting", "The database is restarting."],
  [
    "too-slow",
    soon,
    /^(57014|57P05|25P0[34]|P1008|P20(24|28))$/,
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
  ["disk-failing", later, /^58030$/, "the database's disk fails", "The database cannot read or write its files."],
  [
    "refused",
    null,
    /^(28\w{3}|P10(00|10))$/,
    "the database refuses our user or password",
    "The database refuses the user or password it is given.",
  ],
  ["missing", null, /^(3D000|57P04|P1003)$/, "the database does not exist", "The database does not exist."],
  ["not-migrated", null, /^(42P01|42703|P202[12])$/, "the database is not migrated", "The database is not migrated."],
  ["not-allowed", null, /^42501$/, "the database's user lacks a right", "The database’s user lacks a right it needs."],
  ["damaged", null, /^XX00[12]$/, "the database's files are damaged", "The database’s files are damaged."],
];

/** The driver's own errors have no code, and some of a full disk have none of their own. */
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

/** For those who know no more. */
export const unreachable: Fault = byName("unreachable");

/** For those who ask before they write. */
export const readOnly: Fault = byName("read-only");

// The server's bundle and Next's hold a copy of this module each; what is kept is shared through the process.
type Kept = { patchbayDatabaseTrouble?: Fault | undefined; patchbayLastFault?: { fault: Fault; atMs: number } };
const kept = globalThis as typeof globalThis & Kept;

/** Says why the database is out of reach, for as long as that is known: nobody who tries to reach it can tell. */
export function tellTrouble(name: "disk-full" | null): void {
  kept.patchbayDatabaseTrouble = name ? byName(name) : undefined;
}

const unexplained: readonly string[] = ["unreachable", "restarting", "too-slow"];

/** What an error, or one that it was made from, says about the database; null when it is about something else. */
export function faultOf(error: unknown): Fault | null {
  const fault = faultIn(error);
  return fault && unexplained.includes(fault.name) ? (kept.patchbayDatabaseTrouble ?? fault) : fault;
}

function faultIn(error: unknown): Fault | null {
  if (typeof error !== "object" || error === null) return null;
  const { code, originalCode, message, cause, meta } = error as Record<string, unknown>;
  return (
    byCode(originalCode) ??
    byCode(code) ??
    byWords(message) ??
    faultIn(cause) ??
    faultIn((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError)
  );
}

function byCode(code: unknown): Fault | null {
  const row = typeof code === "string" ? rows.find(([, , codes]) => codes.test(code)) : undefined;
  return row ? faultOfRow(row) : null;
}

/** Prisma puts its own words before the driver's, in a paragraph of their own. */
function byWords(message: unknown): Fault | null {
  if (typeof message !== "string") return null;
  const lines = message.split("\n");
  const found = byMessage.find(([words]) => lines.some((line) => words.test(line)));
  return found ? byName(found[1]) : null;
}

/** Remembers the fault for those who cannot see it themselves: readiness, and what answers when a page fails. */
export function noteFault(fault: Fault): void {
  kept.patchbayLastFault = { fault, atMs: performance.now() };
}

/** The last fault, when it was noted at or after this moment of `performance.now()`. */
export function faultSince(momentMs: number): Fault | null {
  const last = kept.patchbayLastFault;
  return last && last.atMs >= momentMs ? last.fault : null;
}

/** The sentence of a fault for a person whose act was undone by it. */
export const sentenceForPeople = ({ sentence, retryAfterSeconds }: Fault): string =>
  retryAfterSeconds === null
    ? `${sentence} Nothing was saved. Tell the operator of this Patchbay.`
    : `${sentence} Nothing was saved. Try again in a moment.`;

/** Whether it lasts until somebody mends it, so that it says something about the requests to come. */
export const isLasting = ({ retryAfterSeconds }: Fault): boolean => retryAfterSeconds === later;

/** Whether the connections to the database are gone or cannot be made, rather than that it refuses a statement. */
export const isOutOfReach = ({ name }: Fault): boolean => ["unreachable", "restarting"].includes(name);
