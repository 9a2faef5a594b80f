/** The routes of Patchbay's own API that a scope allows, by scope id. */
export const apis: Readonly<Record<string, string[]>> = {
  "user:read:user": ["GET /v2/users/me"],
  "user:read:user:admin": ["GET /v2/users/me"],
  "user:read:list_users:admin": ["GET /v2/users"],
  "role:read:list_roles:admin": ["GET /v2/roles"],
  "marketplace:write:event:admin": ["POST /v2/events"],
};
