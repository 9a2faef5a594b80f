import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { clientAddress } from "@/lib/address/client-address";
import { turnOf } from "@/lib/auth/sign-in-throttle";
import { config } from "@/lib/config";
import { readBody, withBody } from "@/lib/front/request-body";
import { Turns } from "@/lib/queues/turns";
import { emailInput } from "@/lib/text/inputs";
import { deviceCookie, deviceIn } from "@/lib/web/device-cookie";

/** Far longer than a form with an email address, a password and a URL. */
const maxFormBytes = 16_384;

const longestWaitMs = 10_000;

/**
 * At most 25 forms a second are passed to Next and its checks, 10 of them from one network: more than people need, and
 * few enough to keep the event loop free for tokens.
 */
const turns = new Turns({
  places: 4,
  placeRestMs: 160,
  keyRestMs: 100,
  waiting: 256,
  waitingPerKey: 64,
  longestWaitMs,
});

/** A refusal is delayed this long, which slows down a program that retries immediately. */
const refusedAfterMs = 1_000;

/** At most this many refusals are delayed at a time; further ones are sent at once. */
const mostHeldBack = 1_000;
let heldBack = 0;

/** Whether a request is a password sign-in, however its path is spelled. */
export function isPasswordForm({ method, url = "" }: IncomingMessage): boolean {
  if (method !== "POST") return false;
  const { pathname } = new URL(url, config().baseUrl);
  return /^\/+api\/+auth\/+callback\//i.test(decodeURIComponent(pathname));
}

/**
 * Makes a password sign-in wait for its turn. Turns are shared fairly among networks; browsers that have signed in
 * before go first. The turn ends with the response.
 * @returns the request to pass on, or null if it has been answered here
 */
export async function waitForTurn(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage | null> {
  const body = await readBody(request, maxFormBytes);
  if (!body) return refuseForm(response);
  const left = new AbortController();
  response.once("close", () => left.abort());
  const done = await turns.take(turnFor(request, body), left.signal);
  if (!done) return refuseTurn(response);
  if (response.destroyed) done();
  else response.once("close", done);
  return withBody(request, body);
}

function turnFor(request: IncomingMessage, body: Buffer) {
  const email = emailInput.safeParse(new URLSearchParams(body.toString()).getAll("email").at(-1)).data ?? "";
  const device = deviceIn(cookieIn(request.headers.cookie), email);
  return turnOf(email, { address: clientAddress(request), device });
}

function cookieIn(header = ""): string | undefined {
  const pair = header.split("; ").find((one) => one.startsWith(`${deviceCookie}=`));
  const value = pair?.slice(deviceCookie.length + 1);
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function refuseForm(response: ServerResponse): null {
  response.writeHead(413, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end("Send at most 16 KiB.\n");
  return null;
}

/** In next-auth's response format: the sign-in page shows the text in `error`. */
async function refuseTurn(response: ServerResponse): Promise<null> {
  if (heldBack < mostHeldBack) {
    heldBack++;
    await sleep(refusedAfterMs);
    heldBack--;
  }
  if (response.destroyed) return null;
  const url = new URL("/sign-in", config().baseUrl);
  url.searchParams.set("error", "Too many attempts. Try again in 10 seconds.");
  const headers = { "content-type": "application/json", "retry-after": String(longestWaitMs / 1000) };
  response.writeHead(429, { ...headers, "cache-control": "no-store" });
  response.end(JSON.stringify({ url: url.href }));
  return null;
}
