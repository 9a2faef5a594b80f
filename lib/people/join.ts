import { networkOf } from "@/lib/address";
import { newPasswordHash } from "@/lib/auth/new-password";
import { tokenDigest } from "@/lib/crypto";
import { acceptInvitation, findOpenInvitation } from "@/lib/people/invitations";
import { transaction } from "@/lib/transaction";

/**
 * Joins the account that the invitation is for, with a password that is hashed before anything is locked.
 * @throws Refusal `link-not-usable`, `email-taken`, `invalid` (a password that is easily guessed), `too-many`
 */
export async function joinWithPassword(
  { token, name, password }: { token: string; name: string; password: string },
  address: string,
): Promise<{ email: string }> {
  const invitation = await findOpenInvitation(token);
  const about = { email: invitation?.email ?? "", names: [name, invitation?.accountName ?? ""] };
  const turn = { key: networkOf(address), known: true };
  // Without an open invitation there is nothing to hash for: accepting it says why not.
  const passwordHash = invitation && (await newPasswordHash(password, about, turn));
  return transaction(async (tx) => {
    const joined = await acceptInvitation(tx, { tokenDigest: tokenDigest(token) }, { name, password: null }, address);
    await tx.user.update({ where: { id: joined.userId }, data: { passwordHash } });
    return { email: joined.email };
  });
}
