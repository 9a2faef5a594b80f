import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { QueryConfig } from "pg";
import { lostConnectionSince, pool } from "@/lib/database/db";
import { type Fault, faultOf, faultSince, unreachable } from "@/lib/database/faults";
import { logBounded } from "@/lib/log";

/**
 * A database that does not answer within 5 seconds counts as unavailable. The driver supports this setting; its types
 * do not.
 */
const smallestQuery: QueryConfig & { query_timeout: number } = { text: "SELECT 1", query_timeout: 5_000 };

/**
 * Whether a browser's request may be passed to Next, which would answer 500 without a database. If not, it has been
 * answered here, with 503 and Retry-After. A request that is passed on and then fails because of the database gets the
 * same answer.
 */
export async function hasDatabase(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (request.url?.startsWith("/_next/")) return true;
  failWith503(request, response, performance.now());
  try {
    await pool().query(smallestQuery);
    return true;
  } catch (error) {
    const fault = faultOf(error) ?? unreachable;
    logBounded("warn", { error: String(error), fault: fault.name }, fault.log);
    answerFault(request, response, fault);
    return false;
  }
}

type AnyMethod = (...args: unknown[]) => unknown;

/** Replaces Next's response if it is about to send 500 and the database has had a fault since `sinceMs`. */
function failWith503(request: IncomingMessage, response: ServerResponse, sinceMs: number): void {
  const next = {
    writeHead: response.writeHead.bind(response) as AnyMethod,
    write: response.write.bind(response) as AnyMethod,
    end: response.end.bind(response) as AnyMethod,
  };
  let isTaken = false;

  function take(status: number): boolean {
    if (isTaken || status !== 500 || response.headersSent) return isTaken;
    const fault = faultSince(sinceMs) ?? (lostConnectionSince(sinceMs) ? unreachable : null);
    if (!fault) return false;
    isTaken = true;
    Object.assign(response, next);
    for (const name of describingBody) response.removeHeader(name);
    answerFault(request, response, fault);
    Object.assign(response, taking);
    return true;
  }

  const taking = {
    writeHead: (...args: unknown[]) => (take(Number(args[0])) ? response : next.writeHead(...args)),
    write: (...args: unknown[]) => take(response.statusCode) || next.write(...args),
    end: (...args: unknown[]) => (take(response.statusCode) ? response : next.end(...args)),
  };
  Object.assign(response, taking);
}

const describingBody = ["content-length", "content-encoding", "content-type", "etag", "transfer-encoding"];

const fewestSeconds = 5;

/** Sends a page to people, which reloads by itself, and a sentence to scripts. */
function answerFault(request: IncomingMessage, response: ServerResponse, fault: Fault): void {
  const isPage = request.method === "GET" && String(request.headers.accept).includes("text/html");
  const retryAfter = String(fault.retryAfterSeconds ?? fewestSeconds);
  const headers = { "retry-after": retryAfter, "cache-control": "no-store" };
  if (isPage) {
    response.writeHead(503, { ...headers, "content-type": "text/html; charset=utf-8", refresh: retryAfter });
    response.end(page(fault.sentence));
  } else {
    response.writeHead(503, { ...headers, "content-type": "text/plain; charset=utf-8" });
    response.end(`${fault.sentence} Try again in a few seconds.\n`);
  }
}

const page = (sentence: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not available · Patchbay</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 ui-sans-serif, system-ui, sans-serif;
    background: light-dark(oklch(0.981 0.004 100), oklch(0.192 0.011 218));
    color: light-dark(oklch(0.235 0.014 222), oklch(0.937 0.006 205)); }
  body { max-width: 28rem; min-height: 100dvh; margin: 0 auto; padding: 2.5rem 1rem; box-sizing: border-box;
    display: flex; flex-direction: column; justify-content: center; }
  header { display: flex; align-items: center; gap: .625rem; margin-bottom: 1.5rem; font-size: 1.125rem; font-weight: 600; letter-spacing: -.02em; }
  .cable { color: light-dark(oklch(0.455 0.083 208), oklch(0.745 0.084 201)); }
  main { padding: 1.75rem; border-radius: .75rem;
    background: light-dark(oklch(0.999 0.001 100), oklch(0.228 0.012 218));
    border: 1px solid light-dark(oklch(0.903 0.006 105), oklch(0.325 0.014 218)); }
  h1 { margin: 0; font-size: 1.25rem; line-height: 1.4; letter-spacing: -.02em; }
  p { margin: .25rem 0 0; color: light-dark(oklch(0.43 0.014 222), oklch(0.785 0.01 210)); }
</style>
<header><svg aria-hidden="true" viewBox="0 0 28 28" width="28" height="28" fill="none" stroke="currentColor">
  <rect x=".75" y=".75" width="26.5" height="26.5" rx="7" stroke-width="1.5" opacity=".5"/>
  <circle cx="19.5" cy="8.5" r="2.25" stroke-width="1.5" opacity=".7"/>
  <circle cx="8.5" cy="19.5" r="2.25" stroke-width="1.5" opacity=".7"/>
  <g class="cable"><path d="M8.5 8.5C8.5 18 19.5 10 19.5 19.5" stroke-width="2.5" stroke-linecap="round"/>
  <circle cx="8.5" cy="8.5" r="3" fill="currentColor"/><circle cx="19.5" cy="19.5" r="3" fill="currentColor"/></g>
</svg>Patchbay</header>
<main role="alert">
  <h1>Patchbay is not available right now</h1>
  <p>${sentence} Saved data is safe. This page retries every few seconds.</p>
</main>
</html>
`;
