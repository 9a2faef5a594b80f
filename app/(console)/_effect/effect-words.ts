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
  const cut = cutNames(names, shown);
  return cut.more > 0 ? `${cut.shown} and ${cut.more} more` : cut.shown;
}

/** The names that are shown, in words, and how many are not: none, or at least two. */
export function cutNames(names: readonly string[], shown = 6): { shown: string; more: number } {
  const more = names.length - shown;
  if (more > 1) return { shown: names.slice(0, shown).join(", "), more };
  const last = names.at(-1) ?? "";
  return { shown: names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last, more: 0 };
}

/** The button of an act, with its effect: "Change role and deactivate 3 apps". */
export const effectButton = (act: string, effect: string, count: number): string =>
  count === 0 ? act : `${act} and ${effect} ${counted(count, "app")}`;
