const named = 3;

/** The events that require a scope, in words: the first three by name, the rest as a number. */
export function requiredWords(events: readonly string[]): string {
  const more = events.length - named;
  return `Required by events: ${events.slice(0, named).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
