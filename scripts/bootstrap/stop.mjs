/** A reason not to go on. The message is the sentence to print: what is wrong and what to do about it. */
export class Stop extends Error {}

/** Runs the work; a Stop is printed and ends the process with code 1, anything else is a bug and shows its stack. */
export async function orStop(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** Says what is going on, in words. */
export const say = (text) => console.log(`patchbay: ${text}`);
