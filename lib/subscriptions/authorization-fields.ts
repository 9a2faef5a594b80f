import * as z from "zod";
import {
  type AuthorizationFields,
  type AuthorizationKind,
  authorizationKinds,
} from "@/lib/subscriptions/authorization-kinds";
import { line } from "@/lib/text/inputs";

/** The limits of {@link AuthorizationFields}. */
export const authorizationFields = z.object({
  kind: z.enum(Object.keys(authorizationKinds) as [AuthorizationKind, ...AuthorizationKind[]]),
  user: line(255),
  header: line(100),
  tokenUrl: line(2000),
  clientId: line(500),
  scope: line(2000),
  secret: z.string().max(2000, "Use at most 2000 characters."),
}) satisfies z.ZodType<AuthorizationFields>;

/** The URLs an authorization is sent to; `tokenUrl` is empty if there is none. */
type Places = { url: string; tokenUrl: string };

/**
 * Whether a stored secret may be used when the field is left empty: only for the servers it was entered for, so that no
 * one can see it by pointing the endpoint at their own server.
 */
export const staysWithItsServers = (kept: Places, wanted: Places): boolean =>
  originOf(kept.url) === originOf(wanted.url) && originOf(kept.tokenUrl) === originOf(wanted.tokenUrl);

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
