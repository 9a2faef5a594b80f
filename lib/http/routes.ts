import { answer, type MachineContext } from "@/lib/http/answer";
import { type ApiHandler, rolesList, usersList, usersMe } from "@/lib/http/api-v2";
import { checkEndpoint } from "@/lib/http/check";
import { eventsEndpoint, reportOperation } from "@/lib/http/events";
import { healthEndpoint, readinessEndpoint } from "@/lib/http/health";
import type { Handler } from "@/lib/http/measured";
import { metricsEndpoint } from "@/lib/http/metrics-endpoint";
import {
  introspectionEndpoint,
  jwksEndpoint,
  keepFiveMinutes,
  metadataEndpoint,
  revocationEndpoint,
  tokenEndpoint,
} from "@/lib/http/oauth";
import { openapiDocument } from "@/lib/http/openapi";
import type { DescribedRoute } from "@/lib/http/operation";
import { listRoles } from "@/lib/http/roles";
import { listUsers } from "@/lib/http/user-list";
import { getUser } from "@/lib/http/users";

type Address = { method: "GET" | "POST" | "ANY"; path: string };

/**
 * A machine route and who may call it. Routes for `token` are guarded by the front: any one of their scopes suffices.
 * Routes for `client` read credentials from the request themselves. Routes for `bearer` report whether the token is
 * valid.
 */
export type MachineRoute =
  | (Address & {
      caller: "anyone" | "client" | "client or introspection key" | "bearer" | "metrics token or this machine";
      handle: Handler;
      /** Served without Hono (lib/http/hot-path.ts). */
      isHot?: true;
    })
  | (DescribedRoute & { caller: "token"; handle: ApiHandler });

/** Every machine route. There are no others. */
export const machineRoutes: readonly MachineRoute[] = [
  { method: "POST", path: "/oauth/token", caller: "client", handle: tokenEndpoint, isHot: true },
  {
    method: "POST",
    path: "/oauth/introspect",
    caller: "client or introspection key",
    handle: introspectionEndpoint,
    isHot: true,
  },
  { method: "POST", path: "/oauth/revoke", caller: "client", handle: revocationEndpoint },
  { method: "GET", path: "/oauth/jwks", caller: "anyone", handle: jwksEndpoint },
  { method: "GET", path: "/.well-known/oauth-authorization-server", caller: "anyone", handle: metadataEndpoint },
  { method: "GET", path: "/.well-known/openid-configuration", caller: "anyone", handle: metadataEndpoint },
  { method: "ANY", path: "/oauth/check", caller: "bearer", handle: checkEndpoint },
  {
    method: "GET",
    path: "/v2/users/me",
    caller: "token",
    anyOf: ["user:read:user", "user:read:user:admin"],
    handle: usersMe,
    operation: getUser,
  },
  {
    method: "GET",
    path: "/v2/users",
    caller: "token",
    anyOf: ["user:read:list_users:admin"],
    handle: usersList,
    operation: listUsers,
  },
  {
    method: "GET",
    path: "/v2/roles",
    caller: "token",
    anyOf: ["role:read:list_roles:admin"],
    handle: rolesList,
    operation: listRoles,
  },
  {
    method: "POST",
    path: "/v2/events",
    caller: "token",
    anyOf: ["marketplace:write:event:admin"],
    handle: eventsEndpoint,
    operation: reportOperation,
  },
  { method: "GET", path: "/v2/openapi.json", caller: "anyone", handle: openapiEndpoint },
  { method: "GET", path: "/healthz", caller: "anyone", handle: healthEndpoint },
  { method: "GET", path: "/readyz", caller: "anyone", handle: readinessEndpoint },
  { method: "GET", path: "/metrics", caller: "metrics token or this machine", handle: metricsEndpoint },
];

/** `GET /v2/openapi.json`: describes the routes that are called with an access token. */
function openapiEndpoint(c: MachineContext): Response {
  return answer(c, 200, openapiDocument(machineRoutes.filter((route) => route.caller === "token")), keepFiveMinutes);
}
