import * as z from "zod";
import {
  type AuthorizationFields,
  type AuthorizationKind,
  authorizationKinds,
} from "@/lib/subscriptions/authorization-kinds";
import { line } from "@/lib/text/inputs";

/** What a form of {@link AuthorizationFields} may hold. */
export const authorizationFields = z.object({
  kind: z.enum(Object.keys(authorizationKinds) as [AuthorizationKind, ...AuthorizationKind[]]),
  user: line(255),
  header: line(100),
  tokenUrl: line(2000),
  clientId: line(500),
  scope: line(2000),
  secret: z.string().max(2000, "Use at most 2000 characters."),
}) satisfies z.ZodType<AuthorizationFields>;

/** Where an authorization is sent to: the endpoint, and of a token URL that too. */
type Places = { url: string; tokenUrl: string };

/**
 * Whether a kept secret may stand in for an empty one: it goes to no other server than the one it was entered for, so that
 * nobody gets to see it by pointing the endpoint at themselves.
 */
export const staysWithItsServers = (kept: Places, wanted: Places): boolean =>
  originOf(kept.url) === originOf(wanted.url) && originOf(kept.tokenUrl) === originOf(wanted.tokenUrl);

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
