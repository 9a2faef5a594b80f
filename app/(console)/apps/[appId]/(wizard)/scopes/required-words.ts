const named = 3;

/** Which events need a scope, in words: the first few by name. */
export function requiredWords(events: readonly string[]): string {
  const more = events.length - named;
  return `Required by events: ${events.slice(0, named).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
