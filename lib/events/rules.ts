/** The largest number of events in one report. */
export const maxEventsAtOnce = 100;

/** How deep objects and lists of a payload may lie in one another. */
const maxPayloadDepth = 64;

/**
 * Why a payload cannot be passed on as it is, as a sentence; null when it can. What it looks for are characters that
 * receivers, or our database, could not keep: NUL and halves of characters; and nesting that readers of JSON give up on.
 */
export function whyNotPassedOn(payload: unknown): string | null {
  let level: unknown[] = [payload];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxPayloadDepth) return `Nest objects and lists at most ${maxPayloadDepth} deep.`;
    const texts = level.flatMap((value) =>
      typeof value === "string" ? value : isNested(value) ? Object.keys(value) : [],
    );
    if (texts.some((text) => /\0|\p{Cs}/u.test(text))) return "Remove NUL characters and unpaired surrogates.";
    level = level.flatMap((value) => (isNested(value) ? Object.values(value) : []));
  }
  return null;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
