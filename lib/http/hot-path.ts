import type { IncomingMessage, ServerResponse } from "node:http";
import type { MachineContext } from "@/lib/http/answer";
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

class HotContext implements MachineContext {
  readonly req: MachineContext["req"];
  readonly env: NonNullable<MachineContext["env"]>;
  readonly #variables: Record<string, unknown> = {};

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, path: string) {
    this.env = { incoming, outgoing } as NonNullable<MachineContext["env"]>;
    this.req = {
      method: incoming.method ?? "",
      path,
      url: incoming.url ?? "",
      get raw(): Request {
        throw new Error("A request of the hot path is read from its socket");
      },
      header: (name) => headerOf(incoming, name),
    };
  }

  get: MachineContext["get"] = (name) => this.#variables[name] as never;

  set: MachineContext["set"] = (name, value) => {
    this.#variables[name] = value;
  };
}

/** Node drops a repeated header; whoever sends two different ones is to be noticed. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? "";
    if (rawHeaders[i]?.toLowerCase() === name) found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}
