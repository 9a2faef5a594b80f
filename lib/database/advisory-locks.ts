// Every advisory lock that Patchbay takes, so that no two mean different things by one number. Postgres keeps locks of
// one number apart from those of two. Never change a number: servers of different releases run side by side.

/** Locks of the whole database, taken as `pg_advisory_lock(number)`. */
export const databaseLocks = {
  /** The embedded database has one owner (take-over.ts). Held for as long as the process lives. */
  ownership: 7_028_210,
  /** One server migrates. Held for the session. */
  migration: 7_028_211,
  /** One server loads the catalog. Held until the transaction ends. */
  catalog: 7_201_004,
} as const;

/** The same as two numbers, for SQL: `pg_advisory_lock(7201, …)`. */
export const jobLocks = {
  /** One first account is created. */
  firstAccount: "7201, 1",
  /** Signing keys are made and rotated by one server. */
  signingKeys: "7201, 2",
  /** One server does the housekeeping. Held for the session. */
  housekeeping: "7201, 3",
} as const;

/** Locks of one account, taken as `pg_advisory_xact_lock(number, hashtext(account ID))`. Two accounts may share one. */
export const accountLocks = {
  /** Shared by edits of apps, exclusive for changes of people and roles (transaction.ts). */
  people: 7202,
  /** Counting apps and endpoints against the account's quotas. */
  quotas: 7203,
} as const;
