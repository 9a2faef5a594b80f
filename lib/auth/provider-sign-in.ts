import { record } from "@/lib/audit/record";
import type { ProviderRefusal } from "@/lib/auth/provider-refusals";
import { type NewSession, openSession } from "@/lib/auth/sign-in";
import { databaseNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";
import { acceptInvitation } from "@/lib/people/invitations";
import { emailInput, nameIn, personNameInput } from "@/lib/people/rules";
import { transaction } from "@/lib/transaction";

/** What an identity provider says of somebody (OpenID Connect Core 1.0, section 5.1). */
type Claims = { iss: string; sub: string; email?: string; email_verified?: true | "true"; name?: string };

type Person = { id: string; name: string; email: string; accountId: string };
type Origin = { address: string; userAgent: string };

/**
 * Opens a session for somebody whom the identity provider vouches for. Who comes for the first time is recognised by
 * the email address that the provider has verified: an active person of that address from now on signs in this way too,
 * an open invitation of that address is accepted. Nobody else gets in.
 */
export async function signInThroughProvider(
  claims: Claims,
  origin: Origin,
): Promise<(NewSession & { email: string }) | { refused: ProviderRefusal }> {
  const found = await transaction((tx) => findOrAdmit(tx, claims, origin.address));
  if (typeof found === "string") return { refused: found };
  return { ...(await openSession(found, origin, new URL(claims.iss).host)), email: found.email };
}

async function findOrAdmit(tx: Transaction, claims: Claims, address: string): Promise<Person | ProviderRefusal> {
  const { iss: issuer, sub: subject } = claims;
  const known = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select: personColumns } },
  });
  if (known) return ifActive(known.user);
  const email = emailInput.safeParse(claims.email);
  if (!email.success || !claims.email_verified) return "email-not-verified";
  const person = await findOrInvite(tx, email.data, claims, address);
  if (typeof person === "string") return person;
  // Two tabs may come for the first time at once.
  await tx.identity.createMany({ data: { issuer, subject, userId: person.id }, skipDuplicates: true });
  const actor = { userId: person.id, name: person.name, accountId: person.accountId, address };
  const target = { id: person.id, name: person.name };
  await record(tx, actor, randomId(), [{ action: "person.identityLinked", target, after: { issuer, subject } }]);
  return person;
}

const personColumns = { id: true, name: true, email: true, accountId: true, status: true } as const;

const ifActive = (person: Person & { status: string }): Person | ProviderRefusal =>
  person.status === "active" ? person : "deactivated";

async function findOrInvite(
  tx: Transaction,
  email: string,
  claims: Claims,
  address: string,
): Promise<Person | ProviderRefusal> {
  const person = await tx.user.findUnique({ where: { email }, select: personColumns });
  if (person) return ifActive(person);
  const invitation = await tx.invitation.findFirst({
    where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: await databaseNow(tx) } },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  if (!invitation) return "not-invited";
  const given = personNameInput.safeParse(claims.name);
  const name = given.success ? given.data : nameIn(email);
  const { userId, accountId } = await acceptInvitation(tx, { id: invitation.id }, { name, password: null }, address);
  return { id: userId, name, email, accountId };
}
