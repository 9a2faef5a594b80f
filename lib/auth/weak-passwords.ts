/** In letters. Shorter passwords are not compared. */
const shortestWord = 3;

/** Whether a password is just one of these words, ignoring case, digits and punctuation. */
export function isWordOf(password: string, words: readonly string[]): boolean {
  const bare = lettersOf(password);
  return bare.length >= shortestWord && words.some((word) => lettersOf(word) === bare);
}

const lettersOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, "");

/** Whether a password repeats up to four characters, or is a run of consecutive characters, up or down. */
export function isPattern(password: string): boolean {
  if (/^(.{1,4}?)\1+$/su.test(password)) return true;
  const codes = [...password].map((one) => one.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  // On a keyboard, 9 is followed by 0.
  const follows = (from: number, to: number): boolean =>
    to - from === step || (from === 57 && to === 48 && step === 1) || (from === 48 && to === 57 && step === -1);
  return Math.abs(step) === 1 && codes.every((code, i) => i === 0 || follows(codes[i - 1] ?? 0, code));
}
