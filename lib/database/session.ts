// Set on every new connection, whatever the defaults of the database or the role are. Sent as statements because poolers
// reject the startup parameter `options`. Left alone: what an operator tunes (memory, planner, synchronous_commit).

/** How long a statement waits for a lock, in milliseconds. Short, because someone is waiting for the answer. */
const longestWaitMs = 5_000;

/** The longest a statement may run, in milliseconds. Our slowest, removing scopes from 10,000 apps, takes about 3 s. */
const longestStatementMs = 30_000;

/** What our statements mean, and how the driver and Prisma read what comes back. Prisma always names the schema public. */
const meaning = `
  SET search_path = public; SET default_transaction_isolation = 'read committed';
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';
  SET standard_conforming_strings = on; SET bytea_output = 'hex'; SET extra_float_digits = 1`;

const limits = (lockMs: number, statementMs: number, idleMs: number) => `
  SET lock_timeout = ${lockMs}; SET statement_timeout = ${statementMs};
  SET idle_in_transaction_session_timeout = ${idleMs}`;

/** For work that someone waits for. */
export const limitedSession = `${meaning};${limits(longestWaitMs, longestStatementMs, 2 * longestStatementMs)}`;

/** For migrations and commands, which take as long as they need. */
export const unlimitedSession = `${meaning};${limits(0, 0, 0)}`;
