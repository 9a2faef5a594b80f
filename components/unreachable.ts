/** Shown when a request gets no response. */
export const unreachable = "The server cannot be reached. Check the connection, then try again.";

/** Shown where the page retries by itself. */
export const unreachableForNow = "The server cannot be reached. Trying again…";
