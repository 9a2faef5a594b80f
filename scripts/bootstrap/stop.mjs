/** A reason to stop. The message says what is wrong and what to do, and is printed as it is. */
export class Stop extends Error {}

/**
 * Runs `work`. A Stop is printed and ends the process with code 1; any other error is a bug and is printed with its
 * stack.
 */
export async function orStop(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** Prints a line of progress, to standard error: standard output holds what the command itself writes. */
export const say = (text) => console.error(`patchbay: ${text}`);
