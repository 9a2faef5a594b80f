import { headers } from "next/headers";
import type * as z from "zod";
import { listInvitationsOf } from "@/lib/people/invitations";
import type { invitationIdInput } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { joinAs } from "@/lib/sign-in/provider-sign-in";
import { rememberDevice } from "@/lib/web/device";
import { setSessionCookie } from "@/lib/web/next-auth";
import { findVouched, forgetVouched } from "@/lib/web/vouched";

/** The email address the provider vouched for in this browser, with the invitations to it; null if there is none. */
export async function findChoice() {
  const vouched = await findVouched();
  return vouched && { email: vouched.email, invitations: await listInvitationsOf(vouched.email) };
}

/**
 * Joins the account of the chosen invitation and signs this browser in.
 * @throws Refusal `link-not-usable`, `email-taken`
 */
export async function chooseInvitation(
  { invitationId }: z.output<typeof invitationIdInput>,
  address: string,
): Promise<void> {
  const vouched = await findVouched();
  if (!vouched) throw tooLate();
  const userAgent = (await headers()).get("user-agent") ?? "";
  const result = await joinAs(vouched, invitationId, { address, userAgent });
  await forgetVouched();
  if (!("sessionToken" in result)) throw tooLate();
  await rememberDevice(result.email);
  await setSessionCookie(result.sessionToken);
}

const tooLate = () => new Refusal("link-not-usable", "This took too long. Go to the sign-in page and start again.");
