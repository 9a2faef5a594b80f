/**
 * `next`: published, will sign later. `current`: signs now. `old`: no longer signs, but its tokens are still accepted.
 */
export type SigningKeyState = "next" | "current" | "old";

/** The state of each usable key. `keys` are newest first; of those already active, the newest signs. */
export function signingKeyStates(keys: readonly { activeAt: Date }[], now: Date): SigningKeyState[] {
  const current = keys.findIndex(({ activeAt }) => activeAt <= now);
  return keys.map((_, i) => (i === current ? "current" : current === -1 || i < current ? "next" : "old"));
}
