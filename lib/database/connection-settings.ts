import { readFileSync } from "node:fs";
import { DatabaseError } from "@/lib/database/database-error";

/** libpq's modes, and `no-verify`, which is the driver's own word. */
const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"] as const;

/** Parameters that name files. */
const files = ["sslrootcert", "sslcert", "sslkey"] as const;

type Env = Record<string, string | undefined>;

/**
 * The URLs to try, in this order, so that `sslmode` means what it means to libpq. The driver alone takes `allow`,
 * `prefer`, `require` and `verify-ca` for `verify-full`, has no second attempt, and ignores PGSSLROOTCERT. A URL
 * without TLS settings is returned as it is.
 * @throws DatabaseError if the mode is unknown or incomplete; its message contains no part of the URL but the mode
 */
export function driverUrls(text: string, env: Env = process.env): [string, ...string[]] {
  const url = new URL(text);
  const { searchParams } = url;
  if (!searchParams.has("sslmode") && !searchParams.has("ssl") && env.PGSSLMODE) takeFromEnvironment(searchParams, env);
  const mode = modeIn(searchParams);
  if (mode === null) return [text];
  searchParams.delete("uselibpqcompat");
  const [first, ...others] = attempts[mode](searchParams);
  return [withSettings(url, first), ...others.map((settings) => withSettings(url, settings))];
}

function takeFromEnvironment(searchParams: URLSearchParams, env: Env): void {
  for (const name of ["sslmode", ...files]) {
    const value = env[`PG${name.toUpperCase()}`];
    if (value && !searchParams.has(name)) searchParams.set(name, value);
  }
}

type Mode = (typeof modes)[number];

function modeIn(searchParams: URLSearchParams): Mode | null {
  const given = searchParams.get("sslmode");
  if (given === null) return null;
  const mode = modes.find((one) => one === given);
  if (!mode)
    throw new DatabaseError(`sslmode=${given} in DATABASE_URL is not a mode. Use one of: ${modes.join(", ")}.`);
  const root = searchParams.get("sslrootcert");
  if (root === "system" && mode !== "verify-full") {
    throw new DatabaseError("sslrootcert=system in DATABASE_URL requires sslmode=verify-full.");
  }
  if (mode === "verify-ca" && !root) {
    throw new DatabaseError(
      "sslmode=verify-ca in DATABASE_URL requires sslrootcert=, the path of the authority's certificate. Add it, or use sslmode=verify-full for a public authority.",
    );
  }
  return mode;
}

type Settings = Record<string, string | null>;

const libpqs = (sslmode: string): Settings => ({ sslmode, uselibpqcompat: "true" });

/** With TLS, whatever the certificate. */
const encrypted = libpqs("prefer");
const plain: Settings = { sslmode: "disable" };

const attempts: Record<Mode, (given: URLSearchParams) => [Settings, ...Settings[]]> = {
  disable: () => [plain],
  allow: () => [plain, encrypted],
  prefer: () => [encrypted, plain],
  require: () => [libpqs("require")],
  "verify-ca": () => [libpqs("verify-ca")],
  // The driver trusts the system's authorities unless it is given others.
  "verify-full": (given) => [
    { sslmode: "verify-full", ...(given.get("sslrootcert") === "system" ? { sslrootcert: null } : {}) },
  ],
  "no-verify": () => [{ sslmode: "no-verify" }],
};

function withSettings(url: URL, settings: Settings): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
  }
  return changed.href;
}

/**
 * Checks that the files named in a URL can be used.
 * @throws DatabaseError naming the file
 */
export function requireFiles(url: string): void {
  const { searchParams } = new URL(url);
  for (const name of files) {
    const path = searchParams.get(name);
    const why = path ? whyNotPem(path) : null;
    if (why) throw new DatabaseError(`The file ${path} (${name} in DATABASE_URL) cannot be used: ${why}.`);
  }
}

/** OpenSSL skips what it can't read, and then distrusts every certificate. */
function whyNotPem(path: string): string | null {
  try {
    const text = readFileSync(path, "utf8");
    if (text.startsWith("\uFEFF")) return "it begins with a byte order mark. Save it without";
    return /^-----BEGIN /m.test(text) ? null : "it is not in PEM format";
  } catch (error) {
    return (error as Error).message;
  }
}
