import { hashPassword } from "@/lib/auth/password";
import { isCommonPassword } from "@/lib/auth/password-thread";
import { isPattern, isWordOf } from "@/lib/auth/weak-passwords";
import type { Turn } from "@/lib/queues/turns";
import { Refusal } from "@/lib/refusal";

/**
 * The person choosing the password: their email address, and the names a password must not be (theirs, their
 * account's).
 */
type About = { email: string; names: string[] };

/** Why a password is too easily guessed (NIST SP 800-63B, section 5.1.1.2); null if it isn't. */
export async function whyWeakPassword(password: string, { email, names }: About): Promise<string | null> {
  if (isWordOf(password, [email, email.slice(0, email.indexOf("@")), ...names, "Patchbay"])) {
    return "Choose a password that isn’t your email address, your name or the account’s name.";
  }
  const isCommon = isPattern(password) || (await isCommonPassword(password));
  return isCommon ? "This is one of the first passwords attackers try. Choose another one." : null;
}

/**
 * Hashes a newly chosen password, in its turn in the queue.
 * @throws Refusal `invalid` (easily guessed), `too-many`
 */
export async function newPasswordHash(password: string, about: About, turn: Turn): Promise<string> {
  const message = await whyWeakPassword(password, about);
  if (message) throw new Refusal("invalid", message, [{ field: "password", message }]);
  return hashPassword(password, turn);
}
