import type { MachineContext } from "@/lib/http/answer";
import { type ApiHandler, usersMe } from "@/lib/http/api-v2";
import { eventsEndpoint } from "@/lib/http/events";
import { healthEndpoint, readinessEndpoint } from "@/lib/http/health";
import {
  introspectionEndpoint,
  jwksEndpoint,
  metadataEndpoint,
  revocationEndpoint,
  tokenEndpoint,
} from "@/lib/http/oauth";

type Address = { method: "GET" | "POST"; path: string };
type Handler = (c: MachineContext) => Response | Promise<Response>;

/**
 * A machine route and who may call it. `token` routes are guarded here, by any one of their scopes; `client` routes
 * authenticate with what is in their body, which is theirs to read.
 */
export type MachineRoute = Address &
  (
    | { caller: "anyone" | "client" | "client or introspection key"; handle: Handler }
    | { caller: "token"; anyOf: readonly string[]; handle: ApiHandler }
  );

/** Every route that machines may call. What is not in here is not there. */
export const machineRoutes: readonly MachineRoute[] = [
  { method: "POST", path: "/oauth/token", caller: "client", handle: tokenEndpoint },
  { method: "POST", path: "/oauth/introspect", caller: "client or introspection key", handle: introspectionEndpoint },
  { method: "POST", path: "/oauth/revoke", caller: "client", handle: revocationEndpoint },
  { method: "GET", path: "/oauth/jwks", caller: "anyone", handle: jwksEndpoint },
  { method: "GET", path: "/.well-known/oauth-authorization-server", caller: "anyone", handle: metadataEndpoint },
  {
    method: "GET",
    path: "/v2/users/me",
    caller: "token",
    anyOf: ["user:read:user", "user:read:user:admin"],
    handle: usersMe,
  },
  {
    method: "POST",
    path: "/v2/events",
    caller: "token",
    anyOf: ["marketplace:write:event:admin"],
    handle: eventsEndpoint,
  },
  { method: "GET", path: "/healthz", caller: "anyone", handle: healthEndpoint },
  { method: "GET", path: "/readyz", caller: "anyone", handle: readinessEndpoint },
];
