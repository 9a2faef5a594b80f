type Counts = { scopeCount: number; appCount: number; deactivatedCount: number };

/** `1 app`, `2 apps`. */
export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? noun : nouns}`;

/** What a change of rights does to apps, in words; null if no app loses a scope. */
export function effectWords({ scopeCount, appCount, deactivatedCount }: Counts): string | null {
  if (appCount === 0) return null;
  const removed = `${counted(scopeCount, "scope")} will be removed from ${counted(appCount, "app")}.`;
  if (deactivatedCount === 0) return removed;
  const deactivated = counted(deactivatedCount, "activated app will lose its", "activated apps will lose their");
  return `${removed} ${deactivated} last scope and be deactivated.`;
}

/** "Ada, Grace and Joan": at most `shown` names, plus "N more" if at least two are left over. */
export function nameWords(names: readonly string[], shown = 6): string {
  const rest = names.length - shown;
  const parts = rest > 1 ? [...names.slice(0, shown), `${rest} more`] : [...names];
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}
