/** How long a statement waits for a lock, in milliseconds. Short, because someone is waiting for the answer. */
const longestWaitMs = 5_000;

/** The longest a statement may run, in milliseconds. Our slowest, removing scopes from 10,000 apps, takes about 3 s. */
const longestStatementMs = 30_000;

/**
 * Set on every new connection, whatever the defaults of the database or the role are. Sent as statements because
 * poolers reject the startup parameter `options`.
 */
export const sessionSettings = `
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';
  SET default_transaction_isolation = 'read committed';
  SET lock_timeout = ${longestWaitMs}; SET statement_timeout = ${longestStatementMs};
  SET idle_in_transaction_session_timeout = ${2 * longestStatementMs}`;
