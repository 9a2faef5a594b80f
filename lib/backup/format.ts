import * as z from "zod";
import type { Table } from "@/lib/backup/table-order";

// The form of a backup, written down in docs/backup.md: gzip of a text that psql understands. Its first line is the
// head, its last but one the foot, its last the checksum of everything before; between them a COPY per table.

/** The newest form that this version reads, and the one it writes. */
export const formatVersion = 1;

export const headMark = "-- patchbay-backup ";
export const footMark = "-- patchbay-backup-end ";
const checksumMark = "-- sha256 ";
export const endOfRows = "\\.\n";

const migration = z.object({ name: z.string(), checksum: z.string() });

const head = z.object({
  format: z.literal(formatVersion),
  /** The version of Patchbay that made it. */
  product: z.string(),
  madeAt: z.iso.datetime(),
  /** Of the installation: access tokens name it as their issuer. */
  baseUrl: z.string(),
  migrations: z.array(migration).min(1),
  keys: z.array(z.object({ kid: z.string(), fingerprint: z.string().nullable() })),
  /** The keys themselves, in the form of SECRET_KEYS, when they were asked for. */
  secretKeys: z.string().nullable(),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string() })),
});

const foot = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number().int(), checksum: z.string() })),
});

/** What stands before the rows: all that must be known to decide whether they can be restored. */
export type Head = z.output<typeof head>;
/** What stands after the rows: how many each table has, and their checksum. */
export type Foot = z.output<typeof foot>;

export const headLine = (written: Head): string => `${headMark}${JSON.stringify(written)}\n`;
export const footLine = (written: Foot): string => `${footMark}${JSON.stringify(written)}\n`;
export const checksumLine = (sha256: string): string => `${checksumMark}${sha256}\n`;

export const parseHead = (json: unknown) => head.safeParse(json);
export const parseFoot = (json: unknown) => foot.safeParse(json);

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `"a", "b"`: the names as SQL takes them. */
export const nameList = (names: string[]): string => names.map(quoted).join(", ");

/** The line that begins a table's rows, and the statement that takes them. */
export const copyLine = ({ name, columns }: Pick<Table, "name" | "columns">): string =>
  `COPY ${quoted(name)} (${nameList(columns)}) FROM stdin;\n`;

const copyPattern = /^COPY "((?:[^"]|"")+)" \(((?:"(?:[^"]|"")+"(?:, )?)+)\) FROM stdin;\n$/;

/** Table and columns of such a line; null when it is none. */
export function parseCopyLine(line: string): { name: string; columns: string[] } | null {
  const [, name, list] = copyPattern.exec(line) ?? [];
  if (name === undefined || list === undefined) return null;
  const plain = (text: string) => text.replaceAll('""', '"');
  return { name: plain(name), columns: Array.from(list.matchAll(/"((?:[^"]|"")+)"/g), ([, one = ""]) => plain(one)) };
}

/** The statement that gives the rows of a table, in the form in which COPY takes them. */
export const copyOut = (name: string, columns: string[]): string =>
  `COPY (SELECT ${nameList(columns)} FROM ${quoted(name)}) TO STDOUT`;

/** The settings by which the same row is the same text everywhere. */
export const textSettings = `
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC';
  SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';
  SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`;
