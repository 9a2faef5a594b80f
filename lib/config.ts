import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { accountName, cidrList, email, origin, password, quota, sender, whole } from "@/lib/config/setting-values";
import { urlWith } from "@/lib/config/url-setting";

/** A setting is invalid. The message is printed as is. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export type SecretKey = { kid: string; key: Buffer };

const keyPattern = /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_-]+={0,2}$/;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Every variable that is read, and what is valid for it. */
export const environment = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  BASE_URL: origin.optional(),
  DATABASE_URL: urlWith(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/database").optional(),
  DATA_DIR: z.string().default(".data"),
  SECRET_KEYS: z.string().optional(),
  BOOTSTRAP_ACCOUNT_NAME: accountName.optional(),
  BOOTSTRAP_OWNER_EMAIL: email.optional(),
  BOOTSTRAP_OWNER_PASSWORD: password.optional(),
  WEBHOOK_ALLOWED_PRIVATE_CIDRS: cidrList.optional(),
  SMTP_URL: urlWith(["smtp:", "smtps:"], "smtp://user:password@host:587").optional(),
  MAIL_FROM: sender.optional(),
  WORKER: z.enum(["on", "off"], "must be on or off").default("on"),
  WEB_CONCURRENCY: whole(1, 64).default(1),
  TRUST_PROXY: cidrList.optional(),
  KEEP_ALIVE_SECONDS: whole(1, 3_600).default(75),
  TOKEN_RATE_PER_CLIENT: whole(1, 1_000_000).optional(),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  OIDC_ISSUER: urlWith(["https:", "http:"], "https://id.example.com").optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_TRUST_EMAIL: z.enum(["on", "off"], "must be on or off").default("off"),
  DELIVERY_RETENTION_DAYS: whole(1, 3650).default(30),
  QUOTA_APPS: quota.default(100_000),
  QUOTA_ENDPOINTS: quota.default(5_000),
  QUOTA_PENDING_DELIVERIES: quota.default(100_000),
  QUOTA_EVENTS_PER_MINUTE: quota.default(30_000),
  LOG_LEVEL: z.enum(logLevels, `must be ${logLevels.slice(0, -1).join(", ")} or silent`).default("info"),
});

type Environment = z.output<typeof environment>;

export type Config = ReturnType<typeof parseConfig>;

/**
 * Reads and checks the environment. Empty variables count as unset. If `makeKeys` is false and keys would have to be
 * generated, `secretKeys` is empty.
 * @throws ConfigError with one sentence per invalid value
 */
export function parseConfig(env: Record<string, string | undefined>, { makeKeys = true } = {}) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));
  }
  const e = parsed.data;
  const dataDir = resolve(e.DATA_DIR);
  return {
    port: e.PORT,
    host: e.HOST,
    baseUrl: e.BASE_URL ?? `http://localhost:${e.PORT}`,
    databaseUrl: e.DATABASE_URL ?? null,
    dataDir,
    secretKeys: secretKeysOf(e, dataDir, makeKeys),
    bootstrap: bootstrapOf(e),
    mail: mailOf(e),
    oidc: oidcOf(e),
    trustProxy: e.TRUST_PROXY ?? [],
    keepAliveMs: e.KEEP_ALIVE_SECONDS * 1_000,
    webhookAllowedCidrs: e.WEBHOOK_ALLOWED_PRIVATE_CIDRS ?? [],
    tokenRatePerClient: e.TOKEN_RATE_PER_CLIENT ?? null,
    delivers: e.WORKER === "on",
    processes: e.WEB_CONCURRENCY,
    deliveryRetentionDays: e.DELIVERY_RETENTION_DAYS,
    quotas: quotasOf(e),
    metricsToken: e.METRICS_TOKEN ?? null,
    logLevel: e.LOG_LEVEL,
  };
}

/** Limits per account; null means unlimited, which is set as 0. */
function quotasOf(e: Environment) {
  const limit = (value: number): number | null => (value === 0 ? null : value);
  return {
    apps: limit(e.QUOTA_APPS),
    endpoints: limit(e.QUOTA_ENDPOINTS),
    pendingDeliveries: limit(e.QUOTA_PENDING_DELIVERIES),
    eventsPerMinute: limit(e.QUOTA_EVENTS_PER_MINUTE),
  };
}

function bootstrapOf(e: Environment) {
  const given = allOrNone({
    BOOTSTRAP_ACCOUNT_NAME: e.BOOTSTRAP_ACCOUNT_NAME,
    BOOTSTRAP_OWNER_EMAIL: e.BOOTSTRAP_OWNER_EMAIL,
    BOOTSTRAP_OWNER_PASSWORD: e.BOOTSTRAP_OWNER_PASSWORD,
  });
  if (!given) return null;
  return {
    accountName: given.BOOTSTRAP_ACCOUNT_NAME,
    ownerEmail: given.BOOTSTRAP_OWNER_EMAIL,
    ownerPassword: given.BOOTSTRAP_OWNER_PASSWORD,
  };
}

function mailOf(e: Environment) {
  const given = allOrNone({ SMTP_URL: e.SMTP_URL, MAIL_FROM: e.MAIL_FROM });
  return given && { url: given.SMTP_URL, from: given.MAIL_FROM };
}

function oidcOf(e: Environment) {
  const given = allOrNone({
    OIDC_ISSUER: e.OIDC_ISSUER,
    OIDC_CLIENT_ID: e.OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: e.OIDC_CLIENT_SECRET,
  });
  if (!given) return null;
  const issuer = given.OIDC_ISSUER.replace(/\/$/, "");
  return {
    issuer,
    host: new URL(issuer).host,
    clientId: given.OIDC_CLIENT_ID,
    clientSecret: given.OIDC_CLIENT_SECRET,
    trustEmail: e.OIDC_TRUST_EMAIL === "on",
  };
}

/** Settings that only make sense together; null if none are set. @throws ConfigError if only some are */
function allOrNone<Name extends string>(settings: Record<Name, string | undefined>): Record<Name, string> | null {
  const names = Object.keys(settings) as Name[];
  const set = names.filter((name) => settings[name] !== undefined);
  if (set.length === 0) return null;
  if (set.length === names.length) return settings as Record<Name, string>;
  const listed = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  throw new ConfigError(`${listed} belong together: set ${names.length === 2 ? "both" : "all three"} or none.`);
}

function secretKeysOf(e: Environment, dataDir: string, makeKeys: boolean): SecretKey[] {
  if (e.SECRET_KEYS) return parseSecretKeys(e.SECRET_KEYS);
  if (e.DATABASE_URL) {
    throw new ConfigError(
      "SECRET_KEYS is required when DATABASE_URL is set, because all servers on one database need the same keys. " +
        `Create one with: echo "k1:$(openssl rand -base64 32)"`,
    );
  }
  const areWanted = makeKeys || existsSync(secretKeysFile(dataDir));
  return areWanted ? parseSecretKeys(keptSecretKeys(dataDir), secretKeysFile(dataDir)) : [];
}

/** Parses keys in the format of SECRET_KEYS; `from`: where they are. @throws ConfigError if the format is wrong */
export function parseSecretKeys(text: string, from = "SECRET_KEYS"): SecretKey[] {
  const keys = text.split(",").map((part) => part.trim());
  const wrong = keys.some((part) => !keyPattern.test(part) || keyBytes(part).length < 32);
  const kids = keys.map(kidOf);
  if (wrong || new Set(kids).size !== kids.length) {
    throw new ConfigError(
      `${from} must be a comma-separated list of kid:base64, with unique kids and keys of at least 32 bytes. The first is the current one.`,
    );
  }
  return keys.map((part) => ({ kid: kidOf(part), key: keyBytes(part) }));
}

const kidOf = (part: string) => part.slice(0, part.indexOf(":"));
const keyBytes = (part: string) => Buffer.from(part.slice(part.indexOf(":") + 1), "base64");

/** The file with the generated keys. */
export const secretKeysFile = (dataDir: string) => join(dataDir, "secret-keys");

/** The generated keys, created on the first call and stored beside the embedded database. */
function keptSecretKeys(dataDir: string): string {
  const file = secretKeysFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    const made = `k1:${randomBytes(32).toString("base64")}\n`;
    if (!existsSync(file)) writeFileSync(file, made, { mode: 0o600, flag: "wx" });
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `DATA_DIR (${dataDir}) cannot be used: ${why}. Make it a directory that this user may write to.`,
    );
  }
}

const kept = globalThis as typeof globalThis & { patchbayConfig?: Config };

/** This process's configuration, read once and shared by the server's and Next's copies of this module. */
export function config(): Config {
  kept.patchbayConfig ??= parseConfig(process.env);
  return kept.patchbayConfig;
}
