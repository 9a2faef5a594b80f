import { parseArgs } from "node:util";
import { BackupError } from "@/lib/backup/backup-error";
import { ConfigError } from "@/lib/config";
import { whyFailed } from "@/lib/database/why-failed";

const stoppedWithinMs = 5_000;

type Given = { file: string; flags: ReadonlySet<string> };

/**
 * Parses a command line with exactly one file and these flags.
 * @throws BackupError with the usage for anything else
 */
export function parseCommandLine(args: string[], allowed: readonly string[], usage: string): Given {
  try {
    const options = Object.fromEntries(allowed.map((name) => [name, { type: "boolean" as const }]));
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file && more.length === 0) return { file, flags: new Set(Object.keys(values)) };
  } catch {
    // An unknown flag: print the usage.
  }
  throw new BackupError(usage);
}

/**
 * Runs a command and exits the process: prints the lines it returns, or one sentence on why it failed. Ctrl-C and
 * termination signals abort `signal`, so that the command can clean up; after 5 s the process exits anyway.
 */
export async function runCommand(stopped: string, work: (signal: AbortSignal) => Promise<string[]>): Promise<never> {
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    // For work that waits on the database and ignores the signal.
    setTimeout(() => process.exit(1), stoppedWithinMs).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  try {
    for (const line of await work(stopping.signal)) console.log(line);
    process.exit(0);
  } catch (error) {
    const why = whyFailed(error, [BackupError, ConfigError]);
    console.error(why === error && stopping.signal.aborted ? `\n${stopped}` : why);
    process.exit(1);
  }
}

/** "1 table", "1,234 rows". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** Formats bytes: 0.4 MB, 812.0 MB (10^6 bytes). */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Seconds since `begunMs` (`Date.now()`), with one decimal. */
export const secondsSince = (begunMs: number): string => `${((Date.now() - begunMs) / 1000).toFixed(1)} s`;
