import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { BackupError, fileFailure } from "@/lib/backup/backup-error";
import * as format from "@/lib/backup/format";
import { type TextSource, textSource } from "@/lib/backup/text-source";

/** A table in a backup. Its rows (whole lines in COPY's text format) must be read before the next table is requested. */
export type TableInBackup = { name: string; columns: string[]; rows: AsyncIterable<Buffer> };

/** A backup being read: its head, its tables in order, and its foot once all tables have been read. */
type OpenBackup = { head: format.Head; tables: () => AsyncGenerator<TableInBackup, format.Foot> };

type Refuse = (why: string) => BackupError;

const foreign = "it is not a Patchbay backup";
const torn = "it ends too early, so part of it is missing";
const changed = "its contents have changed: the file was edited or damaged";

/**
 * Reads a whole backup once, makes every check, and returns its head and foot.
 * @throws BackupError if it isn't a backup, has a newer format, was cut short, edited or damaged, or cannot be read
 */
export async function verifyBackup(
  file: string,
  signal?: AbortSignal,
): Promise<{ head: format.Head; foot: format.Foot }> {
  return readBackup(file, signal, async ({ head, tables }) => {
    const reading = tables();
    for (;;) {
      const { done, value } = await reading.next();
      if (done) return { head, foot: value };
      for await (const _ of value.rows);
    }
  });
}

/**
 * Lets `work` read a backup. After the last table, the checksum of the whole file is verified.
 * @throws BackupError as {@link verifyBackup}
 */
export async function readBackup<T>(
  file: string,
  signal: AbortSignal | undefined,
  work: (backup: OpenBackup) => Promise<T>,
): Promise<T> {
  const refuse: Refuse = (why) => new BackupError(`${file} cannot be restored: ${why}.`);
  const compressed = createReadStream(file, { signal });
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  compressed.on("error", (error) => plain.destroy(error));
  try {
    const source = textSource(compressed.pipe(plain));
    const head = headIn(await source.line(), refuse);
    return await work({ head, tables: () => tablesIn(source, refuse) });
  } catch (error) {
    const why = whyUnreadable(error);
    if (why) throw refuse(why);
    throw fileFailure(error, `${file} cannot be read`);
  } finally {
    compressed.destroy();
    plain.destroy();
  }
}

/** What is wrong with the file if decompression failed; null for any other error. */
function whyUnreadable(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code === "Z_BUF_ERROR") return torn;
  if (error.code !== "Z_DATA_ERROR") return null;
  return /header check|compression method/.test(error.message) ? foreign : changed;
}

function headIn(line: string | null, refuse: Refuse): format.Head {
  const json = jsonAfter(format.headMark, line);
  if (json === null || typeof json !== "object") throw refuse(foreign);
  if ("format" in json && typeof json.format === "number" && json.format > format.formatVersion) {
    throw refuse(
      `its format is version ${json.format}, and this Patchbay reads up to version ${format.formatVersion}. ` +
        "Restore it with the version of Patchbay that made it, or a newer one",
    );
  }
  const { data, success } = format.parseHead(json);
  if (!success) throw refuse(changed);
  return data;
}

async function* tablesIn(source: TextSource, refuse: Refuse): AsyncGenerator<TableInBackup, format.Foot> {
  for (;;) {
    const line = await source.line();
    if (line === null) throw refuse(torn);
    const table = format.parseCopyLine(line);
    if (!table) return footIn(line, source, refuse);
    yield { ...table, rows: rowsIn(source, refuse) };
  }
}

async function* rowsIn(source: TextSource, refuse: Refuse): AsyncGenerator<Buffer> {
  const isWhole = yield* source.rows();
  if (!isWhole) throw refuse(torn);
}

async function footIn(line: string, source: TextSource, refuse: Refuse): Promise<format.Foot> {
  const { data: foot, success } = format.parseFoot(jsonAfter(format.footMark, line));
  const expected = format.checksumLine(source.checksum());
  const found = await source.line();
  if (found === null && success) throw refuse(torn);
  if (!success || found !== expected || !(await source.isAtEnd())) throw refuse(changed);
  return foot;
}

function jsonAfter(mark: string, line: string | null): unknown {
  if (!line?.startsWith(mark)) return null;
  try {
    return JSON.parse(line.slice(mark.length));
  } catch {
    return null;
  }
}
