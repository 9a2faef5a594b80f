import type { AuthorizationFields } from "@/lib/subscriptions/authorization-fields";

// Apart from the fields themselves: a page needs these before it needs zod.

/** How an endpoint can be told who calls it, with the words for it. */
export const authorizationKinds = {
  none: "None",
  basic: "Basic",
  header: "Custom header",
  oauth: "OAuth client credentials",
} as const;

export type AuthorizationKind = keyof typeof authorizationKinds;

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
