/** Characters that only mark where a line may break, and are pasted along unseen. */
const breakMarks = /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF]/g;

/** Anything but white space and characters that are never drawn (Unicode's Default_Ignorable_Code_Point). */
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800]/u;

/**
 * Text as people compare it: composed (Unicode NFC), so that é is one character however it was typed, trimmed, and
 * without invisible line-break marks; empty if nothing of it can be seen.
 */
export function plain(text: string): string {
  const composed = text.normalize("NFC").replace(breakMarks, "").trim();
  return visible.test(composed) ? composed : "";
}

/** What a person searches for, as {@link plain} text of at most `max` characters. Nothing in it is an error. */
export const searchText = (text: string, max: number): string =>
  [...plain(text.slice(0, 4 * max).replace(/\p{Cc}/gu, ""))].slice(0, max).join("");
