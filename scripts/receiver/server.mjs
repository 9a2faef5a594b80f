import { once } from "node:events";
import { createServer } from "node:http";
import { encrypted, verify } from "./signatures.mjs";

const usualPort = 8787;
const mostBytes = 1_048_576;

/**
 * Listens on 127.0.0.1 and tells with `say` what it gets; null as port takes 8787, or a free one where that is taken.
 * Resolves with its address and what stops it.
 */
export async function startReceiver({ port, secret, say }) {
  const server = createServer((request, response) => receive(request, response, { secret, say }));
  await listen(server, port ?? usualPort).catch((error) => {
    if (port !== null || error.code !== "EADDRINUSE") throw error;
    return listen(server, 0);
  });
  const url = `http://127.0.0.1:${server.address().port}/`;
  say(`Listening at ${url}  (Ctrl-C ends it)\n`);
  say(secret ? "Waiting for the challenge: press Validate on the app's Feature step.\n" : noSecret);
  return { url, stop: () => server.close() };
}

const noSecret = `There is no secret token: nothing can be verified, and the challenge not answered.
Reveal it on the app's Feature step, and pass it on: npm run receiver -- --secret TOKEN\n`;

async function listen(server, port) {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}

async function receive(request, response, { secret, say }) {
  const body = await read(request);
  const told = body === null ? null : parse(body);
  if (request.method !== "POST" || told === null) return response.writeHead(400).end();
  const verdict = secret ? verify({ secret, headers: request.headers, body }) : { "the secret token": "missing" };
  const isGenuine = Object.values(verdict).every((why) => why === null);
  say(report(told, verdict, request.headers["webhook-id"]));
  if (!isGenuine) return response.writeHead(401).end();
  if (told.event !== "endpoint.url_validation") return response.writeHead(204).end();
  const plainToken = String(told.payload?.plainToken);
  const answer = { plainToken, encryptedToken: encrypted(secret, plainToken) };
  return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

async function read(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body) {
  try {
    const value = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** When, what, whether it is genuine, and what it says; without the escapes that could write over the terminal. */
function report({ event, payload }, verdict, id) {
  const faults = Object.entries(verdict).filter(([, why]) => why !== null);
  const words =
    faults.length === 0 ? "verified" : `NOT verified: ${faults.map(([name, why]) => `${name} is ${why}`).join(", ")}`;
  const clock = new Date().toTimeString().slice(0, 8);
  const text = `${clock}  ${event}  ${words}${id ? `  ${id}` : ""}\n${JSON.stringify(payload, null, 2)}\n`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "");
}
