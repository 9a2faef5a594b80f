/**
 * How many times a test does what it does: `short` in `npm test`, `full` when the environment says PROVE=full, which
 * is what `npm run prove` says.
 */
export const times = (short: number, full: number): number => (process.env.PROVE === "full" ? full : short);
