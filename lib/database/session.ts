/** How long a statement waits for a lock that others hold, in milliseconds: someone is waiting for the answer. */
const longestWaitMs = 5_000;

/** How long a statement runs; the slowest of ours, the removal of scopes from 10,000 apps, takes about 3 s. */
const longestStatementMs = 30_000;

/**
 * What every connection of the server sets for itself when it is opened, whatever the database or its role default to.
 * Statements, not the startup parameter `options`: poolers refuse that.
 */
export const sessionSettings = `
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';
  SET default_transaction_isolation = 'read committed';
  SET lock_timeout = ${longestWaitMs}; SET statement_timeout = ${longestStatementMs};
  SET idle_in_transaction_session_timeout = ${2 * longestStatementMs}`;
