/** The most events in one report. */
export const maxEventsAtOnce = 100;

/** How deeply a payload's objects and lists may be nested. */
const maxPayloadDepth = 64;

/**
 * Why a payload can't be passed on unchanged, as a sentence; null if it can. Rejects NUL and unpaired surrogates, which
 * receivers or our database could not store, and nesting too deep for many JSON parsers.
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
