import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";
import { connect } from "@/lib/database/connect";

/** The SQL that migrates from one schema.prisma text to another ("" for an empty database); needs no database. */
export async function diffSchemas(from: string, to: string): Promise<string> {
  return diff(silent, from === "" ? { tag: "empty" } : datamodel(from), datamodel(to));
}

/** The SQL that would change the database to match this schema.prisma text; empty if it already does. */
export async function diffDatabase(url: string, schema: string): Promise<string> {
  const live: bindings.DiffTarget = {
    tag: "schemaDatasource",
    files: datamodel(schema).files,
    configDir: process.cwd(),
  };
  const client = await connect(url);
  try {
    return await diff(readingFrom(client), live, datamodel(schema));
  } finally {
    await client.end();
  }
}

const datamodel = (content: string) => ({
  tag: "schemaDatamodel" as const,
  files: [{ path: "schema.prisma", content }],
});

async function diff(connection: SqlDriverAdapter, from: bindings.DiffTarget, to: bindings.DiffTarget): Promise<string> {
  await loadEngine();
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factoryOf(connection)),
  );
  const filters = { externalTables: ["public._prisma_migrations"], externalEnums: [] };
  const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters });
  const sql = stdout ?? "";
  return sql.startsWith("-- This is an empty migration.") ? "" : sql;
}

let loading: Promise<void> | undefined;

/** Gives the bindings their WebAssembly, which the package's entry point leaves to a bundler. */
async function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const binary = readFileSync(path.replace(/\.js$/, ".wasm"));
    const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": { ...bindings } });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  await loading;
}

/**
 * A stand-in connection: the engine wants one even to compare two texts, but the result doesn't depend on it. Changes
 * nothing.
 */
const silent: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "schema-engine",
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: async () => undefined,
  startTransaction: () => Promise.reject(new Error("The engine only reads here")),
  dispose: async () => undefined,
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
};

const factoryOf = (connection: SqlDriverAdapter): SqlMigrationAwareDriverAdapterFactory => ({
  provider: "postgres",
  adapterName: "schema-engine",
  connect: async () => connection,
  connectToShadowDb: async () => connection,
});

/** The column types of the system catalog that the engine reads, by OID. */
const columnTypes: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  // Prisma's own adapter has no type for Postgres's internal "char", which holds a foreign key's actions.
  18: ColumnTypeEnum.Character,
  19: ColumnTypeEnum.Text,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64,
  1002: ColumnTypeEnum.CharacterArray,
  1005: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1043: ColumnTypeEnum.Text,
};

const readingFrom = (client: pg.Client): SqlDriverAdapter => ({
  ...silent,
  queryRaw: async ({ sql, args }) => {
    const { fields, rows } = await client.query({ text: sql, values: args, rowMode: "array" });
    return { columnNames: fields.map(({ name }) => name), columnTypes: fields.map(typeOf), rows };
  },
});

function typeOf({ name, dataTypeID }: pg.FieldDef): ColumnType {
  const type = columnTypes[dataTypeID];
  if (type === undefined)
    throw new Error(`The engine reads the column ${name}, whose type (OID ${dataTypeID}) is unknown here`);
  return type;
}
