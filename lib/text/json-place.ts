const token =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

type Wanted = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

/**
 * The line, counted from 1, where a text stops being valid JSON; null if it is valid. Needed because JavaScript engines
 * report the position differently, or not at all.
 */
export function whereJsonBreaks(text: string): number | null {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  while (wanted !== ", or end" || open.length > 0) {
    const { met, length } = tokenAt(text, at);
    const next: Wanted | null = met === null ? null : after(wanted, met, open);
    if (next === null) return lineAt(text, at);
    wanted = next;
    at += length;
  }
  return spaceAt(text, at) === text.length - at ? null : lineAt(text, at);
}

/** The next token: a sign, a string or another value; null when there is none. Its length includes the white space before it. */
function tokenAt(text: string, at: number): { met: string | null; length: number } {
  token.lastIndex = at;
  const [found, sign, string]: (string | undefined)[] = token.exec(text) ?? [];
  if (found === undefined) return { met: null, length: 0 };
  return { met: sign ?? (string === undefined ? "value" : "string"), length: found.length };
}

/** What must follow the token `met`; null if it isn't allowed where `wanted` is. Updates `open`, the open brackets. */
function after(wanted: Wanted, met: string, open: string[]): Wanted | null {
  const inObject = open.at(-1) === "{";
  if (met === "}" || met === "]") return closes(wanted, met, inObject) ? close(open) : null;
  if (wanted === ", or end") return met === "," ? afterComma(inObject) : null;
  const only = onlyOne[wanted];
  if (only) return met === only.met ? only.next : null;
  return afterValue(met, open);
}

/** Where one kind of token only may be met (besides an end), and what is wanted then. */
const onlyOne: Partial<Record<Wanted, { met: string; next: Wanted }>> = {
  ":": { met: ":", next: "value" },
  key: { met: "string", next: ":" },
  "key or }": { met: "string", next: ":" },
};

const afterComma = (inObject: boolean): Wanted => (inObject ? "key" : "value");

/** What may follow a value that is met, or the beginning of one; null: it is neither. */
function afterValue(met: string, open: string[]): Wanted | null {
  if (met === "string" || met === "value") return ", or end";
  if (met !== "{" && met !== "[") return null;
  open.push(met);
  return met === "{" ? "key or }" : "value or ]";
}

const closes = (wanted: Wanted, met: "}" | "]", inObject: boolean): boolean =>
  met === "}" ? inObject && (wanted === ", or end" || wanted === "key or }") : !inObject && /end|]/.test(wanted);

function close(open: string[]): Wanted {
  open.pop();
  return ", or end";
}

/** The line of the next token; the whitespace before it is still valid. */
const lineAt = (text: string, at: number): number => text.slice(0, at + spaceAt(text, at)).split("\n").length;

const spaceAt = (text: string, at: number): number => /^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0;
