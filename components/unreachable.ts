/** What any page says when no answer came. */
export const unreachable = "The server cannot be reached. Check the connection, then try again.";

/** The same where the page itself tries again. */
export const unreachableForNow = "The server cannot be reached. Trying again…";
