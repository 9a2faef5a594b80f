import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { forgetLibpqVariables } from "@/lib/database/libpq";

const hostile = {
  PGHOST: "db.example.com",
  PGHOSTADDR: "192.0.2.1",
  PGPORT: "1",
  PGUSER: "mallory",
  PGPASSWORD: "wrong",
  PGDATABASE: "elsewhere",
  PGOPTIONS: "-c search_path=nowhere -c default_transaction_read_only=on",
  PGSSLMODE: "verify-full",
  PGAPPNAME: "someone else",
  PGCONNECT_TIMEOUT: "1",
  PGCLIENT_ENCODING: "LATIN1",
  PGREPLICATION: "database",
  PGBINARY: "true",
  PGSERVICE: "nowhere",
  PGDATA: "/nowhere",
  PGTZ: "Asia/Kathmandu",
};

afterEach(() => vi.unstubAllEnvs());

/** What the driver would send for a URL that specifies nothing else. */
function parametersOf(connectionString: string) {
  const client = new pg.Client({ connectionString }) as pg.Client & {
    connectionParameters: Record<string, unknown>;
    ssl: unknown;
  };
  const { options, replication, application_name, client_encoding, binary } = client.connectionParameters;
  return { options, replication, application_name, client_encoding, binary, ssl: client.ssl };
}

test("none of libpq's variables reach a connection opened afterwards", () => {
  const url = "postgresql://patchbay:secret@127.0.0.1:5432/patchbay";
  const clean = parametersOf(url);
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
  expect(parametersOf(url)).not.toEqual(clean);
  forgetLibpqVariables();
  expect(parametersOf(url)).toEqual(clean);
});

test("they are set to empty, so that a settings file loaded later does not bring them back", () => {
  const env: NodeJS.ProcessEnv = { NODE_ENV: "test", ...hostile, PATH: "/bin", PGX: "", PORT: "3000" };
  forgetLibpqVariables(env);
  expect(Object.keys(hostile).filter((name) => env[name] !== "")).toEqual([]);
  expect([env.PATH, env.PORT, env.PGSSLNEGOTIATION]).toEqual(["/bin", "3000", ""]);
});
