import { whyNotTarget } from "@/lib/outgoing/target";
import { Refusal } from "@/lib/refusal";
import { openAuthorization, type SealedAuthorization, sealAuthorization } from "@/lib/subscriptions/authorization";
import { staysWithItsServers } from "@/lib/subscriptions/authorization-fields";
import { type Authorization, authorizationInput } from "@/lib/subscriptions/authorization-input";
import type { AuthorizationFields } from "@/lib/subscriptions/authorization-kinds";
import { noAuthorization } from "@/lib/subscriptions/authorization-kinds";

/** The stored authorization, with the endpoint URL it is for. */
type Kept = SealedAuthorization & { url: string };

/** An authorization as its form shows it, without its secret. */
export function shownAuthorization(row: SealedAuthorization): AuthorizationFields {
  const kept = openAuthorization(row);
  return { ...noAuthorization, ...fieldsOf(kept), secret: "" };
}

/**
 * The authorization to store for a submitted form: the stored one if nothing changed, otherwise a new one.
 * @throws Refusal `invalid`, with items named `authorization.…` like the form's fields
 */
export function wantedAuthorization(
  { id, url }: { id: string; url: string },
  wanted: AuthorizationFields,
  kept: Kept | null,
): SealedAuthorization {
  const before = kept ? openAuthorization(kept) : null;
  const parsed = authorizationInput.safeParse(
    authorizationOf({ ...wanted, secret: secretFor(url, wanted, kept, before) }),
  );
  if (!parsed.success) throw refusal(parsed.error.issues);
  if (parsed.data.kind === "oauth") refuseTokenUrl(parsed.data.tokenUrl);
  const isKept = kept !== null && JSON.stringify(parsed.data) === JSON.stringify(before);
  return isKept ? kept : { id, ...sealAuthorization(id, parsed.data) };
}

function secretFor(url: string, wanted: AuthorizationFields, kept: Kept | null, before: Authorization | null): string {
  if (wanted.secret !== "" || wanted.kind === "none" || kept === null || before?.kind !== wanted.kind) {
    return wanted.secret;
  }
  const fields = { ...noAuthorization, ...fieldsOf(before) };
  if (staysWithItsServers({ ...fields, url: kept.url }, { ...wanted, url })) return fields.secret;
  const message = "Enter it again: the stored one is for another server.";
  throw new Refusal("invalid", message, [{ field: "authorization.secret", message }]);
}

function authorizationOf({ kind, user, header, tokenUrl, clientId, scope, secret }: AuthorizationFields): unknown {
  if (kind === "basic") return { kind, user, password: secret };
  if (kind === "header") return { kind, name: header, value: secret };
  if (kind === "oauth") return { kind, tokenUrl, clientId, clientSecret: secret, scope };
  return { kind };
}

function fieldsOf(value: Authorization): Partial<AuthorizationFields> {
  if (value.kind === "basic") return { kind: value.kind, user: value.user, secret: value.password };
  if (value.kind === "header") return { kind: value.kind, header: value.name, secret: value.value };
  if (value.kind === "oauth") {
    const { kind, tokenUrl, clientId, clientSecret: secret, scope } = value;
    return { kind, tokenUrl, clientId, scope, secret };
  }
  return {};
}

const formNames: Record<string, keyof AuthorizationFields> = {
  password: "secret",
  value: "secret",
  clientSecret: "secret",
  name: "header",
};

type Issue = { path: PropertyKey[]; message: string };

function refusal(issues: readonly Issue[]): Refusal {
  const items = issues.map(({ path, message }) => ({
    field: `authorization.${formNames[String(path[0])] ?? String(path[0])}`,
    message,
  }));
  return new Refusal("invalid", items[0]?.message ?? "This authorization cannot be used.", items);
}

/** The same rules apply to token URLs as to endpoints. */
function refuseTokenUrl(tokenUrl: string): void {
  const message = whyNotTarget(tokenUrl);
  if (message) throw new Refusal("invalid", message, [{ field: "authorization.tokenUrl", message }]);
}
