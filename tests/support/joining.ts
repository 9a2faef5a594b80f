import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { invite } from "@/lib/people/invitations";
import { join } from "@/lib/people/join";
import type { MailServer } from "@/tests/support/mail-server";

/** The password of everyone who joins here. */
export const joinPassword = "the ship sails at dawn";

export const newAddress = (): string => `${randomUUID()}@example.com`;

/** The token in a link. */
export const tokenIn = (link: string): string => link.slice(link.lastIndexOf("/") + 1).trim();

/** Joins with the link shown to the inviter, as anyone who has it can: the email address stays unproved. */
export async function joinByShownLink(
  inviter: Actor,
  email: string,
  roleId: string,
  name = "Sam Shown",
): Promise<void> {
  const { link } = await invite(inviter, { email, roleId });
  await join({ token: tokenIn(link), name, password: joinPassword }, "192.0.2.50");
}

/** The token of the newest link that was only emailed to this address. */
export async function mailedToken(mail: MailServer, email: string, path: "join" | "reset" = "join"): Promise<string> {
  await mail.letterTo(email);
  const letters = mail.lettersTo(email).flatMap(({ text }) => new RegExp(`/${path}/(\\S+)`).exec(text)?.[1] ?? []);
  return letters.at(-1) ?? "";
}
