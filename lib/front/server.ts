import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { Server as TcpServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareFirstAccount } from "@/lib/accounts/set-up";
import { newCallerKey } from "@/lib/address/caller";
import { loadCatalog } from "@/lib/catalog/load";
import { ConfigError, config } from "@/lib/config";
import { answerBuiltFile } from "@/lib/console/built-files";
import { runNext } from "@/lib/console/run-next";
import { checkDatabase } from "@/lib/database/check-database";
import { closeDatabase, connectionsPerProcess, pool, useDatabase } from "@/lib/database/db";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/database/embedded";
import { shareLease } from "@/lib/database/lease";
import { MigrationError, migrate } from "@/lib/database/migrate";
import { whyFailed } from "@/lib/database/why-failed";
import { startDeliveries } from "@/lib/deliveries/worker";
import { hasDatabase } from "@/lib/front/database";
import { passGate } from "@/lib/front/gate";
import { startHousekeeping } from "@/lib/housekeeping/housekeeping";
import { isMachinePath } from "@/lib/http/front";
import { machineListener, refuseWhileStarting } from "@/lib/http/listener";
import { collectMetrics } from "@/lib/http/metrics-collector";
import { takeOriginForm } from "@/lib/http/readable";
import { keepOutputForLog, log, logBounded } from "@/lib/log";
import { startPosting } from "@/lib/mail/outbox";
import { isOneOfSeveral, ProcessEnded, startProcesses, tellServing } from "@/lib/processes";
import { traceIn } from "@/lib/text/trace-context";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";
import { flushUsage } from "@/lib/tokens/usage";

// The composition root: what is started, in which order, and how it stops. Each step registers how to undo it; stopping
// undoes them in reverse order.

const drainMs = 3_000;
const silentMs = 300;
const stopWithinMs = 4_700;
/** How long a client may take to send a request's head, and all of it; a slower one gets 408. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };
/**
 * A connection without traffic in either direction is closed after this long: its client does not read the response.
 */
const unreadAfterMs = 60_000;
const undo: (() => Promise<unknown>)[] = [];
let stopEmbedded = async (): Promise<void> => undefined;
let stopping: Promise<void> | undefined;
let handle: RequestListener = stillStarting;

keepOutputForLog();
process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));
process.on("SIGHUP", () => stop(0));
start().catch(explain);

async function start(): Promise<void> {
  const { processes } = config();
  const setUpLink = processes > 1 && !isOneOfSeveral ? await lead(processes) : await serve();
  if (isOneOfSeveral) return tellServing();
  announce(setUpLink);
}

/** Serves requests in this process. */
async function serve(): Promise<string | null> {
  const { port, host, keepAliveMs } = config();
  const server = createServer({ ...timeouts, keepAliveTimeout: keepAliveMs }, (request, response) => {
    takeOriginForm(request);
    if (stopping) response.setHeader("connection", "close");
    handle(request, response);
  });
  server.timeout = unreadAfterMs;
  await listen(server, port, host);
  await openDatabase();
  const setUpLink = isOneOfSeveral ? null : await prepareDatabase();
  handle = await fronts(server);
  undo.push(startHousekeeping(), startPosting(), startWork(server));
  return setUpLink;
}

/**
 * Starts several processes that share the port and serve requests; this one runs the database and keeps them running.
 */
async function lead(processes: number): Promise<string | null> {
  const { port, host } = config();
  const probe = createServer(stillStarting);
  await listen(probe, port, host);
  const url = await openDatabase();
  const setUpLink = await prepareDatabase();
  probe.close();
  probe.closeAllConnections();
  const keys = config().secretKeys.map(({ kid, key }) => `${kid}:${key.toString("base64")}`);
  const common = { DATABASE_URL: url, SECRET_KEYS: keys.join(","), PROCESS_GROUP: randomUUID(), ...newCallerKey() };
  collectMetrics();
  undo.push(await startProcesses(processes, common));
  return setUpLink;
}

/** Opens the port before anything else, so that a start that finds it in use has changed nothing. */
async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ConfigError(whyNotListening(error, port, host))));
    server.listen(port, host, resolve);
  });
}

/**
 * Stops accepting connections and gives requests in progress up to `drainMs` to finish. A request may already be on its
 * way over a keep-alive connection, so that is closed only after a response that announces it, or once it has been
 * idle.
 */
async function drain(server: Server): Promise<void> {
  // node:http's own close would cut idle connections off at once.
  const closed = new Promise((resolve) => TcpServer.prototype.close.call(server, resolve));
  await Promise.race([closed, sleep(silentMs)]);
  server.closeIdleConnections();
  await Promise.race([closed, sleep(drainMs - silentMs)]);
  server.closeAllConnections();
}

function whyNotListening(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use by another program. Stop it, or set PORT to another port.`;
  }
  if (error.code === "EACCES") return `This user may not listen on port ${port}. Set PORT to 1024 or higher.`;
  return `Patchbay cannot listen on ${host}, port ${port}: ${error.message}. Correct HOST and PORT.`;
}

async function openDatabase(): Promise<string> {
  const url = await checkDatabase(config().databaseUrl ?? (await openEmbedded()).url);
  const applied = await migrate(url);
  if (applied.length > 0) log.info({ applied }, "database migrated");
  useDatabase(url);
  undo.push(closeDatabase);
  return url;
}

async function openEmbedded(): Promise<EmbeddedDatabase> {
  const onLost = (why: string) => {
    log.fatal({ why }, "the embedded database is gone; stopping");
    stop(1);
  };
  const { dataDir, processes } = config();
  // With several processes, the primary has connections of its own.
  const connections = (processes > 1 ? processes + 1 : 1) * connectionsPerProcess;
  const embedded = await startEmbedded({ dataDir, log, connections, onLost });
  stopEmbedded = embedded.stop;
  return embedded;
}

async function prepareDatabase(): Promise<string | null> {
  await loadCatalog(pool());
  await ensureSigningKey();
  return prepareFirstAccount();
}

/** Machine requests go to Hono; browsers' requests go to Next after passing the gate. */
async function fronts(server: Server): Promise<RequestListener> {
  const { answer, close } = await runNext(server);
  undo.push(close, flushUsage);
  return (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    if (isMachinePath(path)) void machineListener(request, response);
    else void answerBrowser(request, response, answer);
  };
}

/** Starts delivering, unless other processes do. On stop, requests and deliveries in progress finish in parallel. */
function startWork(server: Server): () => Promise<unknown> {
  const stopDeliveries = config().delivers ? startDelivering() : async () => undefined;
  return () => Promise.all([drain(server), stopDeliveries()]);
}

/** Of several processes that share a port, only one delivers. */
const startDelivering = () =>
  isOneOfSeveral ? shareLease(`deliveries of ${process.env.PROCESS_GROUP}`, startDeliveries) : startDeliveries();

async function answerBrowser(...[request, response, browsers]: BrowserRequest): Promise<void> {
  try {
    const passed = await passGate(request, response);
    if (!passed || answerBuiltFile(passed, response)) return;
    if (await hasDatabase(passed, response)) await browsers(passed, response);
  } catch (error) {
    const requestId = response.getHeader("x-request-id");
    const traceId = traceIn(String(response.getHeader("traceparent") ?? ""))?.traceId;
    logBounded("error", { err: error, requestId, traceId }, "a browser's request failed", 20);
    if (!response.headersSent) response.writeHead(500, { connection: "close" });
    response.end();
  }
}

type BrowserRequest = [...Parameters<RequestListener>, RequestListener];

/** While starting, a process is alive but not ready: only /healthz is answered. */
function stillStarting(...[request, response]: Parameters<RequestListener>): void {
  const path = request.url?.split("?", 1)[0] ?? "";
  if (path === "/healthz") machineListener(request, response);
  else if (isMachinePath(path)) refuseWhileStarting(request, response);
  else {
    response.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "1" });
    response.end("Patchbay is starting.\n");
  }
}

function announce(setUpLink: string | null): void {
  const { baseUrl } = config();
  const next = setUpLink ? `Set it up with this one-time link:\n\n    ${setUpLink}` : `Sign in at ${baseUrl}/sign-in`;
  console.error(`\n  Patchbay is running at ${baseUrl}\n\n  ${next}\n`);
}

/** Stops only once: a terminal and npm both pass Ctrl-C on. */
function stop(exitCode: number): void {
  stopping ??= unwind(exitCode);
}

/** The embedded database is stopped last, by force if necessary; it has its own time limit. */
async function unwind(exitCode: number): Promise<void> {
  const isUndone = await Promise.race([undoAll(), sleep(stopWithinMs)]);
  if (!isUndone) log.warn("stopping took too long; exiting now");
  await stopEmbedded().catch(complain);
  process.exit(isUndone ? exitCode : 1);
}

async function undoAll(): Promise<true> {
  for (const step of undo.reverse()) await step().catch(complain);
  return true;
}

const complain = (error: unknown): void => log.warn({ err: error }, "a component did not stop cleanly");

/** A failed start prints its reason as a sentence; an error without one is a bug and prints its stack. */
function explain(error: unknown): void {
  if (stopping) return;
  console.error(whyFailed(error, [ConfigError, MigrationError, ProcessEnded]));
  stop(1);
}
