// Apart from the fields themselves: a page needs these before it needs zod.

/** How an endpoint can be told who calls it, with the words for it. */
export const authorizationKinds = {
  none: "None",
  basic: "Basic",
  header: "Custom header",
  oauth: "OAuth client credentials",
} as const;

export type AuthorizationKind = keyof typeof authorizationKinds;

/**
 * A subscription's authorization as its form holds it, whatever its kind. `secret` is the password, the header's value or
 * the client secret; empty, it is the one that is kept already.
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

/** The fields of a form in which nothing is chosen yet. */
export const noAuthorization: AuthorizationFields = {
  kind: "none",
  user: "",
  header: "",
  tokenUrl: "",
  clientId: "",
  scope: "",
  secret: "",
};
