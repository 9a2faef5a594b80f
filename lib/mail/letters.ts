import { invitationDays, resetHours } from "@/lib/people/limits";

// The letters that Patchbay writes, each as subject and plain text. What they are made of was typed by people, so it
// stands on lines of its own words and never decides where a link leads.

type Text = { subject: string; text: string };

const letter = (subject: string, ...paragraphs: string[]): Text => ({ subject, text: `${paragraphs.join("\n\n")}\n` });

type Invitation = { accountName: string; invitedBy: string; roleName: string; link: string };

/** To somebody who is invited to an account. */
export const invitationLetter = ({ accountName, invitedBy, roleName, link }: Invitation): Text =>
  letter(
    `Join ${accountName} on Patchbay`,
    `${invitedBy} invites you to join ${accountName} on Patchbay, with the role ${roleName}.`,
    "Open this link to choose your name and a password:",
    link,
    `It works once, within ${invitationDays} days. If you did not expect it, you need do nothing.`,
  );

/** To somebody who may set a new password; `askedFor` says how that came about. */
export const resetLetter = ({ askedFor, link }: { askedFor: string; link: string }): Text =>
  letter(
    "Set a new password for Patchbay",
    askedFor,
    "Open this link to set a new password:",
    link,
    `It works once, within ${resetHours} hours, and signs you out everywhere. If you did not expect it, you need do nothing: your password stays as it is.`,
  );
