type Counts = { scopeCount: number; appCount: number; deactivatedCount: number };

/** `1 app`, `2 apps`. */
export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? noun : nouns}`;

/** What a change of rights does to apps, in one sentence; null if no app loses a scope. */
export function effectWords({ scopeCount, appCount, deactivatedCount }: Counts): string | null {
  if (appCount === 0) return null;
  const leave = `${counted(scopeCount, "scope leaves", "scopes leave")} ${counted(appCount, "app")}`;
  if (deactivatedCount === 0) return `${leave}.`;
  const off =
    deactivatedCount === 1
      ? "1 activated app loses its last scope and is deactivated"
      : `${deactivatedCount.toLocaleString("en")} activated apps lose their last scope and are deactivated`;
  return `${leave}; ${off}.`;
}

/** "Ada, Grace and Joan": at most `shown` names, plus "N more" if at least two are left over. */
export function nameWords(names: readonly string[], shown = 6): string {
  const rest = names.length - shown;
  const parts = rest > 1 ? [...names.slice(0, shown), `${rest} more`] : [...names];
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}
