import { record } from "@/lib/audit/record";
import { endSessionsOf } from "@/lib/auth/sessions";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { type ExclusiveTransaction, WorldChanged } from "@/lib/database/transaction";
import { addressLostLetter } from "@/lib/mail/letters";
import { endLinksMadeBy } from "@/lib/people/end-links";
import { endPasswordLinks } from "@/lib/people/end-password-links";
import { lockPeopleToChange } from "@/lib/people/locked-people";
import { tellAccountOwners } from "@/lib/people/tell-account";

/**
 * Takes an email address from a person who never proved it, because someone else did. They also lose their password,
 * identities, sessions, known browsers, and the links they created or that were created for them. They keep their apps
 * and role; accepting an invitation from the same account gives the address back. Recorded in the audit log and emailed
 * to the account's owners.
 * @throws WorldChanged if they proved or lost it in the meantime
 */
export async function loseAddress(
  tx: ExclusiveTransaction,
  { id, accountId, email }: { id: string; accountId: string; email: string },
): Promise<void> {
  const person = (await lockPeopleToChange(tx, accountId, { userIds: [id], roleIds: [] })).get(id);
  const lost = await tx.user.updateMany({
    where: { id, email, emailVerifiedAt: null },
    data: {
      email: null,
      passwordHash: null,
      formerEmail: email,
      addressLostAt: await databaseNow(tx),
      devicesId: randomId(),
    },
  });
  if (!person || lost.count === 0) throw new WorldChanged();
  await tx.identity.deleteMany({ where: { userId: id } });
  await tx.identityRequest.deleteMany({ where: { userId: id } });
  const endedSessions = await endSessionsOf(tx, id);
  await endPasswordLinks(tx, { id });
  const endedLinks = await endLinksMadeBy(tx, { id }, null);
  const target = { id, name: person.name };
  const patchbay = { userId: null, name: "Patchbay", accountId, address: "" };
  await record(tx, patchbay, randomId(), [
    { action: "person.addressLost", target, before: { email }, after: { endedSessions } },
    ...endedLinks,
  ]);
  const link = `${config().baseUrl}/people`;
  await tellAccountOwners(tx, accountId, addressLostLetter({ personName: person.name, email, link }));
}
