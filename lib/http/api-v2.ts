import { answer, type MachineContext, noStore } from "@/lib/http/answer";
import { ApiError } from "@/lib/http/errors";
import { knowing } from "@/lib/http/known-app";
import { readQuery } from "@/lib/http/query";
import { listApiRoles, rolesQuery } from "@/lib/http/roles";
import { listApiUsers, usersQuery } from "@/lib/http/user-list";
import { findApiUser } from "@/lib/http/users";
import { noteCall } from "@/lib/metering/note";
import { authenticateBearer, type Bearer } from "@/lib/tokens/bearer";

export type ApiHandler = (c: MachineContext, bearer: Bearer) => Promise<Response>;

/**
 * Wraps an API handler so that it runs only with an active access token in the Authorization header that carries at
 * least one of the scopes (RFC 6750 §2.1, §3.1).
 */
export const withScope =
  (anyOf: readonly string[], handle: ApiHandler) =>
  async (c: MachineContext): Promise<Response> => {
    const bearer = await authenticateBearer(c.req.header("authorization"), knowing(c));
    if (bearer === "no token") throw new ApiError(401, 124, invalid, { "www-authenticate": 'Bearer realm="Patchbay"' });
    if (typeof bearer === "string") throw invalidToken(bearer === "expired" ? "Access token is expired." : invalid);
    const scope = anyOf.find((one) => bearer.scopes.includes(one));
    if (scope === undefined) throw missingScope(anyOf);
    noteCall(bearer, scope);
    return handle(c, bearer);
  };

const invalid = "Invalid access token.";

const invalidToken = (message: string): ApiError =>
  new ApiError(401, 124, message, { "www-authenticate": 'Bearer error="invalid_token"' });

const missingScope = (anyOf: readonly string[]): ApiError =>
  new ApiError(403, 4711, `Invalid access token, does not contain scopes:[${anyOf.join(", ")}].`, {
    "www-authenticate": `Bearer error="insufficient_scope", scope="${anyOf.join(" ")}"`,
  });

/** `GET /v2/users/me`: the owner of the calling app. */
export const usersMe: ApiHandler = async (c, { accountId, ownerId }) => {
  const user = await findApiUser(accountId, ownerId);
  if (!user) throw new ApiError(404, 404, "This user does not exist.");
  return answer(c, 200, user, noStore);
};

/** `GET /v2/users`: the people of the app's account, page by page. */
export const usersList: ApiHandler = async (c, { accountId }) =>
  answer(c, 200, await listApiUsers(accountId, readQuery(c, usersQuery)), noStore);

/** `GET /v2/roles`: the roles of the app's account. */
export const rolesList: ApiHandler = async (c, { accountId }) =>
  answer(c, 200, await listApiRoles(accountId, readQuery(c, rolesQuery)), noStore);
