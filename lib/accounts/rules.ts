/** `next`: published, signs later. `current`: signs now. `old`: signs no more, but its tokens are still accepted. */
export type SigningKeyState = "next" | "current" | "old";

/** The state of each of the usable keys, which come newest first: of those that may sign, the newest does. */
export function signingKeyStates(keys: readonly { activeAt: Date }[], now: Date): SigningKeyState[] {
  const current = keys.findIndex(({ activeAt }) => activeAt <= now);
  return keys.map((_, i) => (i === current ? "current" : current === -1 || i < current ? "next" : "old"));
}
