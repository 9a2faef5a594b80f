import type { IncomingMessage, ServerResponse } from "node:http";
import type { MachineContext, Variables } from "@/lib/http/answer";
import { errorAnswer } from "@/lib/http/errors";
import { measured } from "@/lib/http/measured";
import { machineRoutes } from "@/lib/http/routes";

// Backends request and check tokens all the time. Routes marked hot in the table skip routing and the creation of a
// Request, but use the same handlers as the others.

const hotRoutes = new Map(
  machineRoutes.flatMap((route) =>
    route.caller !== "token" && route.isHot
      ? [[`${route.method} ${route.path}`, { path: route.path, handle: measured(route.path, route.handle) }]]
      : [],
  ),
);

/** The usual form of a host; any other is left to Hono. */
const plainHost = /^[\w.-]+(:\d+)?$/;

/** Answers a request of a hot route. @returns false, having touched nothing, for any other request */
export function answerHot(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const [path] = (incoming.url ?? "").split("?", 1);
  const route = hotRoutes.get(`${incoming.method} ${path}`);
  if (!route || !plainHost.test(incoming.headers.host ?? "")) return false;
  const c = new HotContext(incoming, outgoing, route.path);
  Promise.resolve(route.handle(c)).catch((error: unknown) => errorAnswer(error, c));
  return true;
}

// Plain classes, because creating objects with closures and accessors costs more than all the rest of this file.

class HotContext implements MachineContext {
  readonly req: HotRequest;
  readonly env: NonNullable<MachineContext["env"]>;
  readonly #variables: Variables = {
    requestId: undefined,
    route: undefined,
    begunAt: undefined,
    known: undefined,
    trace: undefined,
  };

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
    throw new Error("A hot-path request has no Request object; read it from the socket");
  }

  header(name: string): string | undefined {
    return headerOf(this.#incoming, name);
  }
}

/** Node keeps only the first of some repeated headers. Joining them makes two different values fail. */
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
