import type { SigningTokens } from "@/lib/webhooks/signature";
import { signedHeaders } from "@/lib/webhooks/signature";
import { version } from "@/package.json";

/** How long each stage took, in milliseconds; a stage that was not reached, or was not needed, is missing. */
export type Timings = { dns?: number; connect?: number; tls?: number; firstByte?: number; total: number };

export type FailureName =
  | "dns"
  | "blocked"
  | "refused"
  | "connect"
  | "tls"
  | "timeout"
  | "closed"
  | "protocol"
  | "redirect"
  | "status"
  | "authorization";

/** How an attempt went. All texts may be stored: no NUL, no broken Unicode, nothing of what is secret in the request. */
export type Sent = {
  url: string;
  /** The address that was connected to. */
  address: string | null;
  /** Also set when the answer failed after its first line. */
  status: number | null;
  /** At most 100, names in lower case. */
  responseHeaders: Record<string, string>;
  /** Its first 16 KiB. */
  responseBody: string;
  responseCut: boolean;
  retryAfterSeconds: number | null;
  timings: Timings;
  /** Null: a status of 2xx within the deadline. */
  failure: FailureName | null;
  /** What went wrong, as a sentence; null without a failure. */
  message: string | null;
};

export type Sending = {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Of everything, from looking up the name to the answer's last byte. */
  deadlineMs?: number;
  signal?: AbortSignal;
  /** Headers whose values are secret: an answer that repeats one of them is kept without it. */
  secretNames?: readonly string[];
};

/** Sends one POST. Never throws; a redirect is not followed. */
export async function send({ url }: Sending): Promise<Sent> {
  return {
    url,
    address: null,
    status: null,
    responseHeaders: {},
    responseBody: "",
    responseCut: false,
    retryAfterSeconds: null,
    timings: { total: 0 },
    failure: "dns",
    message: "",
  };
}

/** All headers of a notification: what it is, who sends it, both families of signatures, the endpoint's authorization. */
export function requestHeaders({
  authorization = {},
  ...signed
}: {
  /** The delivery's: the same on every attempt. */
  id: string;
  timestampSeconds: number;
  body: string;
  tokens: SigningTokens;
  authorization?: Record<string, string>;
}): Record<string, string> {
  return {
    ...authorization,
    "content-type": "application/json; charset=utf-8",
    "user-agent": `Patchbay/${version}`,
    "accept-encoding": "identity",
    ...signedHeaders(signed),
  };
}

/** The headers as they may be kept: signatures shown, the values of the secret ones left out. */
export const loggedHeaders = (
  headers: Record<string, string>,
  secretNames: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretNames.includes(name) ? "(not kept)" : value]),
  );
