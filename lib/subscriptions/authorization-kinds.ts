// Separate from authorization-fields.ts, so that a page can use these before it has loaded zod.

/** The ways to authorize a request to an endpoint, with their labels. */
export const authorizationKinds = {
  none: "None",
  basic: "Basic",
  header: "Custom header",
  oauth: "OAuth client credentials",
} as const;

export type AuthorizationKind = keyof typeof authorizationKinds;

/**
 * A subscription's authorization as a form, of any kind. `secret` is the password, the header's value or the client
 * secret; empty: the stored one.
 */
export type AuthorizationFields = {
  kind: AuthorizationKind;
  user: string;
  header: string;
  tokenUrl: string;
  clientId: string;
  scope: string;
  secret: string;
};

/** The fields of an empty form. */
export const noAuthorization: AuthorizationFields = {
  kind: "none",
  user: "",
  header: "",
  tokenUrl: "",
  clientId: "",
  scope: "",
  secret: "",
};
