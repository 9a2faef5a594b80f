import type { IncomingMessage, ServerResponse } from "node:http";
import type { MachineContext, Variables } from "@/lib/http/answer";
import { errorAnswer } from "@/lib/http/errors";
import { measured } from "@/lib/http/measured";
import { machineRoutes } from "@/lib/http/routes";

// Backends ask for tokens, and about them, all the time: the routes that the table calls hot are answered without
// routing, and without a Request in between, by the same handlers as all others.

const hotRoutes = new Map(
  machineRoutes.flatMap((route) =>
    route.caller !== "token" && route.isHot
      ? [[`${route.method} ${route.path}`, { path: route.path, handle: measured(route.path, route.handle) }]]
      : [],
  ),
);

/** A host as it is usually spelled; any other is for Hono to judge. */
const plainHost = /^[\w.-]+(:\d+)?$/;

/** Answers a request of a hot route. @returns false, and touches nothing, for any other request */
export function answerHot(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const [path] = (incoming.url ?? "").split("?", 1);
  const route = hotRoutes.get(`${incoming.method} ${path}`);
  if (!route || !plainHost.test(incoming.headers.host ?? "")) return false;
  const c = new HotContext(incoming, outgoing, route.path);
  Promise.resolve(route.handle(c)).catch((error: unknown) => errorAnswer(error, c));
  return true;
}

// Plain classes, for objects made with closures and accessors of their own cost more than all that is done with them.

class HotContext implements MachineContext {
  readonly req: HotRequest;
  readonly env: NonNullable<MachineContext["env"]>;
  readonly #variables: Variables = { requestId: undefined, route: undefined, begunAt: undefined, known: undefined };

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, path: string) {
    this.env = { incoming, outgoing } as NonNullable<MachineContext["env"]>;
    this.req = new HotRequest(incoming, path);
  }

  get<Name extends keyof Variables>(name: Name): Variables[Name] {
    return this.#variables[name];
  }

  set<Name extends keyof Variables>(name: Name, value: Variables[Name]): void {
    this.#variables[name] = value;
  }
}

class HotRequest {
  readonly #incoming: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly url: string;

  constructor(incoming: IncomingMessage, path: string) {
    this.#incoming = incoming;
    this.method = incoming.method ?? "";
    this.path = path;
    this.url = incoming.url ?? "";
  }

  get raw(): Request {
    throw new Error("A request of the hot path is read from its socket");
  }

  header(name: string): string | undefined {
    return headerOf(this.#incoming, name);
  }
}

/** Node drops a repeated header; whoever sends two different ones is to be noticed. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const one = rawHeaders[i] ?? "";
    const value = rawHeaders[i + 1] ?? "";
    if (one.length !== name.length || one.toLowerCase() !== name) continue;
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}
