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
  for (;;) {
    if (wanted === ", or end" && open.length === 0)
      return spaceAt(text, at) === text.length - at ? null : lineAt(text, at);
    token.lastIndex = at;
    const [found, sign, string]: (string | undefined)[] = token.exec(text) ?? [];
    const next: Wanted | null =
      found === undefined ? null : after(wanted, sign ?? (string === undefined ? "value" : "string"), open);
    if (next === null) return lineAt(text, at);
    wanted = next;
    at += found?.length ?? 0;
  }
}

/** What must follow the token `met`; null if it isn't allowed where `wanted` is. Updates `open`, the open brackets. */
function after(wanted: Wanted, met: string, open: string[]): Wanted | null {
  const inObject = open.at(-1) === "{";
  if (wanted === ":") return met === ":" ? "value" : null;
  if (wanted === ", or end" && met === ",") return inObject ? "key" : "value";
  if (met === "}" || met === "]") return closes(wanted, met, inObject) ? close(open) : null;
  if (wanted.startsWith("key")) return met === "string" ? ":" : null;
  if (!wanted.startsWith("value")) return null;
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
