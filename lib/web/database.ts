import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { QueryConfig } from "pg";
import { lostConnectionSince, pool } from "@/lib/db";
import { log } from "@/lib/log";

const retryAfterSeconds = 5;

/** A database that answers nothing for so long counts as away. The driver knows this setting; its types do not. */
const smallestQuery: QueryConfig & { query_timeout: number } = { text: "SELECT 1", query_timeout: 5_000 };

/**
 * Whether a browser's request may go on to Next, which would answer 500 without a database. If not, it has been answered
 * here, 503 with Retry-After; and so is one that goes on and fails because the database is lost meanwhile.
 */
export async function hasDatabase(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (request.url?.startsWith("/_next/")) return true;
  failWith503(response, performance.now());
  try {
    await pool().query(smallestQuery);
    return true;
  } catch (error) {
    log.warn({ error: String(error) }, "the database cannot be reached");
    return answerAway(request, response);
  }
}

/** Turns the status 500 into 503 when a connection to the database broke after `sinceMs`. */
function failWith503(response: ServerResponse, sinceMs: number): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || !lostConnectionSince(sinceMs)) return writeHead(status, ...rest);
    response.setHeader("retry-after", String(retryAfterSeconds));
    return writeHead(503, ...rest);
  };
}

/** A page for a person, who need do nothing: it tries again by itself. A sentence for a script. */
function answerAway(request: IncomingMessage, response: ServerResponse): false {
  const isPage = request.method === "GET" && String(request.headers.accept).includes("text/html");
  const headers = { "retry-after": String(retryAfterSeconds), "cache-control": "no-store" };
  if (isPage) {
    response.writeHead(503, {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      refresh: `${retryAfterSeconds}`,
    });
    response.end(page);
  } else {
    response.writeHead(503, { ...headers, "content-type": "text/plain; charset=utf-8" });
    response.end("The database cannot be reached. Try again in a few seconds.\n");
  }
  return false;
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not available · Patchbay</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { min-height: 100dvh; margin: 0; display: grid; place-items: center; padding: 1.5rem; box-sizing: border-box; }
  main { max-width: 26rem; }
  h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; }
  p { margin: 0; opacity: .75; }
</style>
<main role="alert">
  <h1>Patchbay is not available right now</h1>
  <p>Its database cannot be reached. What was saved is safe. This page tries again by itself every few seconds.</p>
</main>
</html>
`;
