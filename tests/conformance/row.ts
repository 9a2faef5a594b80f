import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { SentRequest } from "@/tests/support/send";
import type { Signing } from "@/tests/support/sign-assertion";

export type Credentials = { clientId: string; clientSecret: string };

/** A client with private keys, and its secret if it has one beside them. */
export type Signer = Credentials & {
  /** An assertion that holds, but for what is given, by the key for its algorithm. */
  sign: (how?: Signing) => Promise<string>;
  /** One that a token was already got with. */
  used: () => Promise<string>;
  /** The public half of the key for ES256. */
  publicKey: KeyObject;
};

/** What is particular about a client with private keys. Of two keys, `first` and `second` by their kid, it signs with the second. */
export type KeyedApp = "two keys" | "no key left" | "secrets off" | "draft" | "deactivated" | "removed" | "orphan";

/**
 * Whom the rows are asked of, and what each needs there. A place that has not everything throws {@link NotThere} for
 * the rest, so that the row does not apply.
 */
export type Place = {
  paths: Record<"token" | "introspect" | "revoke" | "keys" | "metadata", string>;
  issuer: string;
  /** An address of one's own under its origin. */
  url: (path: string) => string;
  /** An address that only Patchbay has. */
  own: (path: string) => string;
  /** The good client, which authenticates with Basic, and the one that does so in the body. */
  app: Credentials;
  postApp: Credentials;
  wrong: Credentials;
  unknown: Credentials;
  accountId: string;
  introspectionKey: string;
  /** Apps in other states, by what is the matter with them. */
  other: Record<"draft" | "deactivated" | "removed" | "restored" | "orphan" | "scopeless" | "foreign", OtherApp>;
  /** A client with a key for every algorithm, none of them with a kid, unless it says otherwise. */
  keyed: (as?: KeyedApp) => Promise<Signer>;
  expiredSecret: Credentials;
  secondSecret: Credentials;
  token: (of?: "dead owner's" | "revoked" | "expired" | "narrow" | "foreign" | "deactivated app's") => Promise<string>;
  forged: (how: string) => Promise<string>;
};

type OtherApp = Credentials & { accountId: string };

export class NotThere extends Error {}

/** What an answer must be, beyond its status and error. A header is a text, or a pattern; null: it must not be there. */
export type Also = {
  reason?: string | null;
  headers?: Readonly<Record<string, string | RegExp | null>>;
  /** What the JSON must be, whole. */
  json?: unknown;
  /** A part of the JSON that must be so. */
  has?: Readonly<Record<string, unknown>>;
  /** The answer may be kept: it changes rarely and is public. */
  mayBeKept?: true;
};

/** What is asked, where it is written, the request, status and error (`400 invalid_request`), and what else holds. */
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

/** Status and error of an answer, as a row expects them; of `/v2` the code stands for the error. */
export const outcomeOf = ({ status, json }: Told): string =>
  [status, json.error ?? json.code].filter((part) => part !== undefined).join(" ");
