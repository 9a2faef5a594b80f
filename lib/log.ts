import pino from "pino";

/** Structured JSON logs on standard output. Callers never pass secrets; `redact` is a second line of defense. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: null,
  redact: [
    "password",
    "*.password",
    "secret",
    "*.secret",
    "token",
    "*.token",
    "authorization",
    "*.authorization",
    "cookie",
    "*.cookie",
  ],
});

/**
 * Sends what anything prints with `console.log` (Next does) to standard error, so that standard output holds nothing but
 * the log, one JSON object per line.
 */
export function keepOutputForLog(): void {
  console.log = console.info = console.debug = console.error.bind(console);
}

/** The window in which {@link logBounded} counts lines. */
const spanMs = 10_000;
const spans = new Map<string, { since: number; lines: number }>();

/**
 * Logs something that outsiders can trigger: at most `most` lines per `message` in ten seconds, so that no one can fill
 * the disk. The first line of the next window reports how many were left out.
 */
export function logBounded(level: "warn" | "error", detail: Record<string, unknown>, message: string, most = 1): void {
  const now = performance.now();
  let span = spans.get(message);
  let leftOut = 0;
  if (!span || now - span.since >= spanMs) {
    leftOut = Math.max(0, (span?.lines ?? 0) - most);
    span = { since: now, lines: 0 };
    spans.set(message, span);
  }
  span.lines += 1;
  if (span.lines <= most) log[level](leftOut > 0 ? { ...detail, leftOut } : detail, message);
}
