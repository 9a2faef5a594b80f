import { once } from "node:events";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { connect, isIP, type LookupFunction, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { SendFailure, type StageOfSending } from "@/lib/outgoing/failures";
import type { Resolve } from "@/lib/outgoing/resolve";
import { bareHost, whyNotAddress } from "@/lib/outgoing/target";

/** How long each stage took, in milliseconds. Stages that were skipped or did not finish are missing. */
export type Timings = { dns?: number; connect?: number; tls?: number; firstByte?: number; total: number };

/** An attempt in progress: its destination, when to abort, and how far it has got. */
export type Route = {
  url: URL;
  resolve: Resolve;
  signal: AbortSignal;
  stage: StageOfSending;
  /** The address connected to. */
  address: string | null;
  timings: Omit<Timings, "total">;
};

/** Idle connections are closed well before receivers usually close them. */
const idleMs = 4000;
const idlePerOrigin = 16;

/** The longest a connection is reused, so that we notice when an endpoint moves to another address. */
const oldestMs = 60_000;

/** How long one of several addresses may take to connect before the next is tried. */
const nextAddressMs = 500;

/**
 * An agent that connects only where notifications may go: the name is looked up once, its addresses are checked, and the
 * one connected to is checked again before a byte is sent.
 */
function checked<Kind extends HttpAgent>(agent: Kind): Kind {
  const openedAt = new WeakMap<Duplex, number>();
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.createConnection = (options, done) => {
    open((options as typeof options & { route: Route }).route).then(
      (socket) => {
        openedAt.set(socket, performance.now());
        done?.(null, socket);
      },
      // The socket is ignored when there is an error.
      (error) => done?.(error, undefined as unknown as Duplex),
    );
    return undefined;
  };
  agent.keepSocketAlive = (socket) => {
    if (performance.now() - (openedAt.get(socket) ?? 0) >= oldestMs) return false;
    // The types know no result; false means that the socket isn't kept.
    const kept: unknown = keep(socket);
    if (!kept) return false;
    socket.on("data", closeSocket);
    return true;
  };
  agent.reuseSocket = (socket, request) => {
    socket.off("data", closeSocket);
    reuse(socket, request);
  };
  return agent;
}

/** On an idle connection nothing is expected: it would be taken for the start of the next answer. */
function closeSocket(this: Duplex): void {
  this.destroy();
}

const keeping = { keepAlive: true, timeout: idleMs, maxFreeSockets: idlePerOrigin };

/** Keep-alive connections per origin, because a TLS handshake is expensive. */
const keptAgents = { "http:": checked(new HttpAgent(keeping)), "https:": checked(new HttpsAgent(keeping)) };

const freshAgents = { "http:": checked(new HttpAgent()), "https:": checked(new HttpsAgent()) };

/** The agent for this URL; with `fresh`, one that always opens a new connection. */
export function agentFor({ protocol }: URL, fresh: boolean): HttpAgent {
  const agents = fresh ? freshAgents : keptAgents;
  return protocol === "http:" ? agents["http:"] : agents["https:"];
}

async function open(route: Route): Promise<Socket> {
  const addresses = await timed(route, "dns", () => allowedAddresses(route));
  const plain = await timed(route, "connect", () => connectToOneOf(addresses, route));
  return route.url.protocol === "https:" ? timed(route, "tls", () => secured(plain, route)) : plain;
}

async function timed<Result>(route: Route, stage: "dns" | "connect" | "tls", run: () => Promise<Result>) {
  route.signal.throwIfAborted();
  const began = performance.now();
  route.stage = stage;
  const result = await run();
  route.timings[stage] = performance.now() - began;
  return result;
}

/** The addresses of the host that notifications may go to. @throws SendFailure `blocked` if there are none */
async function allowedAddresses({ url, resolve, signal }: Route): Promise<string[]> {
  const addresses = await resolve(bareHost(url.hostname), signal);
  const allowed = addresses.filter((address) => whyNotAddress(address, url.protocol) === null);
  if (allowed.length > 0) return allowed;
  const [first = ""] = addresses;
  throw new SendFailure("blocked", whyNotAddress(first, url.protocol) ?? `There is no host named ${url.hostname}.`);
}

async function connectToOneOf(addresses: string[], route: Route): Promise<Socket> {
  const { url, signal } = route;
  const lookup: LookupFunction = (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  const socket = connect({
    host: "checked",
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressMs,
    noDelay: true,
  });
  await opened(socket, "connect", signal);
  route.address = socket.remoteAddress ?? null;
  const why = whyNotAddress(route.address ?? "", url.protocol);
  if (why === null) return socket;
  socket.destroy();
  throw new SendFailure("blocked", why);
}

async function secured(plain: Socket, { url, signal }: Route): Promise<Socket> {
  const host = bareHost(url.hostname);
  const socket = connectTls({
    socket: plain,
    host,
    servername: isIP(host) ? "" : host,
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: true,
  });
  await opened(socket, "secureConnect", signal);
  return socket;
}

async function opened(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    // A late error after an abort would otherwise be unhandled and crash the process.
    socket.on("error", () => {});
    socket.destroy();
    throw error;
  }
}
