import * as z from "zod";
import type { Table } from "@/lib/backup/table-order";

// The format of a backup (docs/backup.md): gzipped text that psql understands. The first line is the head, the second
// last the foot, the last the checksum of everything before it; in between is one COPY per table.

/** The format that this version writes, and the newest it reads. */
export const formatVersion = 1;

export const headMark = "-- patchbay-backup ";
export const footMark = "-- patchbay-backup-end ";
const checksumMark = "-- sha256 ";
export const endOfRows = "\\.\n";

export const migration = z.object({ name: z.string(), checksum: z.string() });
export const sequence = z.object({ name: z.string(), lastValue: z.string() });

const head = z.object({
  format: z.literal(formatVersion),
  /** The version of Patchbay that made it. */
  product: z.string(),
  madeAt: z.iso.datetime(),
  /** The installation's BASE_URL, which is the issuer of its access tokens. */
  baseUrl: z.string(),
  migrations: z.array(migration).min(1),
  keys: z.array(z.object({ kid: z.string(), fingerprint: z.string().nullable() })),
  /** The keys themselves, in the format of SECRET_KEYS, if made with --with-keys; otherwise null. */
  secretKeys: z.string().nullable(),
  sequences: z.array(sequence),
});

const foot = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number().int(), checksum: z.string() })),
});

/** The line before the rows: everything needed to decide whether the backup can be restored. */
export type Head = z.output<typeof head>;
/** The line after the rows: each table's row count and checksum. */
export type Foot = z.output<typeof foot>;

export const headLine = (written: Head): string => `${headMark}${JSON.stringify(written)}\n`;
export const footLine = (written: Foot): string => `${footMark}${JSON.stringify(written)}\n`;
export const checksumLine = (sha256: string): string => `${checksumMark}${sha256}\n`;

export const parseHead = (json: unknown) => head.safeParse(json);
export const parseFoot = (json: unknown) => foot.safeParse(json);

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The names quoted for SQL: `"a", "b"`. */
export const nameList = (names: string[]): string => names.map(quoted).join(", ");

/** The line before a table's rows, which is also the statement that loads them. */
export const copyLine = ({ name, columns }: Pick<Table, "name" | "columns">): string =>
  `COPY ${quoted(name)} (${nameList(columns)}) FROM stdin;\n`;

const copyPattern = /^COPY "((?:[^"]|"")+)" \(((?:"(?:[^"]|"")+"(?:, )?)+)\) FROM stdin;\n$/;

/** The table and columns of a {@link copyLine}; null for any other line. */
export function parseCopyLine(line: string): { name: string; columns: string[] } | null {
  const [, name, list] = copyPattern.exec(line) ?? [];
  if (name === undefined || list === undefined) return null;
  const plain = (text: string) => text.replaceAll('""', '"');
  return { name: plain(name), columns: Array.from(list.matchAll(/"((?:[^"]|"")+)"/g), ([, one = ""]) => plain(one)) };
}

/** The statement that reads a table's rows in the format that COPY loads. */
export const copyOut = (name: string, columns: string[]): string =>
  `COPY (SELECT ${nameList(columns)} FROM ${quoted(name)}) TO STDOUT`;

/** Settings that make the same row the same text on every server. */
export const textSettings = `
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC';
  SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'`;
