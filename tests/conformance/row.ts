import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { SentRequest } from "@/tests/support/send";
import type { Signing } from "@/tests/support/sign-assertion";

export type Credentials = { clientId: string; clientSecret: string };

/** A client with private keys; `clientSecret` only if it also has one. */
export type Signer = Credentials & {
  /** An assertion that is valid except for `how`, signed with the key for its algorithm. */
  sign: (how?: Signing) => Promise<string>;
  /** An assertion that has already obtained a token. */
  used: () => Promise<string>;
  /** The public key for ES256. */
  publicKey: KeyObject;
};

/**
 * What is special about a client with private keys. "two keys": their kids are `first` and `second`, and it signs with
 * the second.
 */
export type KeyedApp = "two keys" | "no key left" | "secrets off" | "draft" | "deactivated" | "removed" | "orphan";

/**
 * Where the rows are sent, and what they need there. A place that lacks something throws {@link NotThere}, and the row
 * doesn't apply.
 */
export type Place = {
  paths: Record<"token" | "introspect" | "revoke" | "keys" | "metadata", string>;
  issuer: string;
  /** A URL under its origin. */
  url: (path: string) => string;
  /** A URL that only Patchbay has. */
  own: (path: string) => string;
  /** The valid clients: one authenticates with Basic, the other in the body. */
  app: Credentials;
  postApp: Credentials;
  wrong: Credentials;
  unknown: Credentials;
  accountId: string;
  introspectionKey: string;
  /** Apps in other states, named after what is wrong with them. */
  other: Record<"draft" | "deactivated" | "removed" | "restored" | "orphan" | "scopeless" | "foreign", OtherApp>;
  /** A client with a key for every algorithm, without a kid unless `as` says otherwise. */
  keyed: (as?: KeyedApp) => Promise<Signer>;
  expiredSecret: Credentials;
  secondSecret: Credentials;
  token: (of?: "dead owner's" | "revoked" | "expired" | "narrow" | "foreign" | "deactivated app's") => Promise<string>;
  forged: (how: string) => Promise<string>;
};

type OtherApp = Credentials & { accountId: string };

export class NotThere extends Error {}

/**
 * What a response must have besides status and error. A header is matched by text or pattern; null: it must be absent.
 */
export type Also = {
  /** null: the words of error_description. */
  reason?: string | null;
  headers?: Readonly<Record<string, string | RegExp | null>>;
  /** The complete JSON. */
  json?: unknown;
  /** Part of the JSON. */
  has?: Readonly<Record<string, unknown>>;
  /** The response may be cached: it is public and rarely changes. */
  mayBeKept?: true;
};

/** What is asked, its source, the request, status and error (`400 invalid_request`), and further requirements. */
export type Row = readonly [
  what: string,
  source: string,
  asks: (place: Place) => SentRequest | Promise<SentRequest>,
  expected: string,
  also?: Also,
];

export type Told = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: Readonly<Record<string, unknown>>;
};

/** A response's status and error, as rows expect them; for `/v2`, `code` is the error. */
export const outcomeOf = ({ status, json }: Told): string =>
  [status, json.error ?? json.code].filter((part) => part !== undefined).join(" ");
