/** Actions that cause others, the strongest first. */
const causes = [
  "app.scopeGranted",
  "role.deleted",
  "role.changed",
  "person.removed",
  "person.deactivated",
  "person.roleChanged",
  "app.transferred",
];

/** Actions that are consequences of another one in the same act, if there is one. */
const consequences = [
  "app.secretRegenerated",
  "app.secretRevoked",
  "app.transferCancelled",
  "app.scopesStripped",
  "app.deactivated",
];

/** The entries of one act, oldest first but with the cause at the front. */
export function causeFirst<Entry extends { id: bigint; action: string }>(entries: readonly Entry[]): Entry[] {
  const ordered = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ordered.sort((a, b) => rankOf(a.action) - rankOf(b.action));
}

function rankOf(action: string): number {
  const cause = causes.indexOf(action);
  return cause >= 0 ? cause : causes.length + consequences.indexOf(action) + 1;
}
