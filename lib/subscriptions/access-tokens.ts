import { performance } from "node:perf_hooks";
import * as z from "zod";
import { jsonIn } from "@/lib/outgoing/answer";
import { send } from "@/lib/outgoing/send";
import type { Authorization } from "@/lib/subscriptions/authorization-input";

type OAuth = Extract<Authorization, { kind: "oauth" }>;
type Got = { token: string } | { message: string };

/** Tokens are not used this close to their expiry, because they might expire in transit. */
const spareMs = 30_000;

/** The assumed lifetime of a token whose response has no `expires_in`. */
const unsaidMs = 300_000;

const mostKept = 10_000;

type Kept = { got: Promise<Got>; usableUntil: number };

const kept = new Map<string, Kept>();

/**
 * The access token of an authorization, obtained with OAuth client credentials (RFC 6749, section 4.4), or why there is
 * none. `id` changes whenever the authorization does. Concurrent callers share one request; failures are not cached.
 */
export async function accessToken(id: string, oauth: OAuth, signal?: AbortSignal): Promise<Got> {
  const found = kept.get(id);
  const { got } = found && found.usableUntil > performance.now() ? found : getAndKeep(id, oauth);
  return signal ? unlessStopped(got, signal) : got;
}

/** Makes the next request obtain a new token. */
export function forgetAccessToken(id: string): void {
  kept.delete(id);
}

function getAndKeep(id: string, oauth: OAuth): Kept {
  const asked: Kept = { got: Promise.resolve({ message: "" }), usableUntil: Number.POSITIVE_INFINITY };
  const began = performance.now();
  asked.got = askFor(oauth).then((answer) => {
    const lifeMs = "token" in answer ? answer.lifeMs : 0;
    asked.usableUntil = began + lifeMs - spareMs;
    if (asked.usableUntil <= performance.now() && kept.get(id) === asked) kept.delete(id);
    return answer;
  });
  kept.delete(id);
  kept.set(id, asked);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return asked;
}

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().nonnegative().optional(),
});

async function askFor(oauth: OAuth): Promise<{ token: string; lifeMs: number } | { message: string }> {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (oauth.scope !== "") form.set("scope", oauth.scope);
  const sent = await send({
    url: oauth.tokenUrl,
    headers: {
      authorization: clientAuthentication(oauth),
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: form.toString(),
  });
  if (sent.failure !== null) return { message: `No access token: ${sent.message}${saidBy(sent.responseBody)}` };
  const answer = tokenAnswer.safeParse(jsonIn(sent.responseBody));
  if (!answer.success) return { message: "No access token: the token URL didn’t return a bearer token." };
  const { access_token: token, expires_in: seconds } = answer.data;
  return { token, lifeMs: seconds === undefined ? unsaidMs : seconds * 1000 };
}

/** `client_secret_basic`: both parts form-urlencoded (RFC 6749, section 2.3.1). */
function clientAuthentication({ clientId, clientSecret }: OAuth): string {
  const [id, secret] = [clientId, clientSecret].map((part) => new URLSearchParams({ "": part }).toString().slice(1));
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}

/** RFC 6749, section 5.2. */
const errorAnswer = z.object({
  error: z.enum([
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
  ]),
});

/** The error code of a refusal, and nothing else from the body: the token endpoint knows the secret and may echo it. */
function saidBy(body: string): string {
  const answer = errorAnswer.safeParse(jsonIn(body));
  return answer.success ? ` It said ${answer.data.error}.` : "";
}

async function unlessStopped(got: Promise<Got>, signal: AbortSignal): Promise<Got> {
  const over = new AbortController();
  const stopped = new Promise<Got>((resolve) => {
    const stop = () => resolve({ message: "Patchbay was stopped before there was an access token." });
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { signal: over.signal });
  });
  return Promise.race([got, stopped]).finally(() => over.abort());
}
