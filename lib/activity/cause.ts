/** What others follow from, the strongest first. */
const causes = [
  "role.deleted",
  "role.changed",
  "person.removed",
  "person.deactivated",
  "person.roleChanged",
  "app.transferred",
];

/** What only follows from something else, where it stands in an act with it. */
const consequences = [
  "app.secretRegenerated",
  "app.secretRevoked",
  "app.transferCancelled",
  "app.scopesStripped",
  "app.deactivated",
];

/** Entries of one act, oldest first, with the one that caused the others in front. */
export function causeFirst<Entry extends { id: bigint; action: string }>(entries: readonly Entry[]): Entry[] {
  const ordered = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ordered.sort((a, b) => rankOf(a.action) - rankOf(b.action));
}

function rankOf(action: string): number {
  const cause = causes.indexOf(action);
  return cause >= 0 ? cause : causes.length + consequences.indexOf(action) + 1;
}
