/** To find a page, at most this many deliveries of an app are read, newest first. */
export const mostWalked = 20_000;

/** A chart covers at most this many of an app's newest deliveries. */
export const mostCharted = 50_000;
