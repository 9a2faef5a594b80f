import { transferDays } from "@/lib/ownership/limits";
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

type ScopesLeft = {
  /** Who changed what, as a sentence without its full stop. */
  cause: string;
  appCount: number;
  scopeCount: number;
  deactivatedCount: number;
  /** Names of some of the apps, those that were deactivated first. */
  names: readonly string[];
  link: string;
};

/** To the owner of apps that lost scopes because the owner's rights shrank. */
export const scopesLeftLetter = ({ cause, appCount, scopeCount, deactivatedCount, names, link }: ScopesLeft): Text =>
  letter(
    deactivatedCount > 0 ? "Apps of yours were deactivated" : "Scopes were removed from apps of yours",
    `${cause}. ${counted(scopeCount, "scope was", "scopes were")} removed from ${counted(appCount, "app", "apps")} of yours.`,
    ...(deactivatedCount > 0
      ? [
          `${counted(deactivatedCount, "app", "apps")} lost the last scope and ${deactivatedCount === 1 ? "was" : "were"} deactivated: access tokens stopped working.`,
        ]
      : []),
    [...names, ...(appCount > names.length ? [`and ${appCount - names.length} more`] : [])].join("\n"),
    "Each app shows what left it. If the right comes back, Restore scopes brings it back:",
    link,
  );

type Offer = { appName: string; from: string; link: string };

/** To the person to whom an app was offered. */
export const transferOfferedLetter = ({ appName, from, link }: Offer): Text =>
  letter(
    `You are offered the app ${appName}`,
    `${from} wants to transfer the app ${appName} to you. Accept or decline within ${transferDays} days:`,
    link,
    "Before you accept, the page shows which scopes the app keeps with you as its owner.",
  );

type TransferEnd = { appName: string; sentence: string; link: string };

/** To the owner of before, or whoever offered the app: how the transfer ended. */
export const transferEndedLetter = ({ appName, sentence, link }: TransferEnd): Text =>
  letter(`Transfer of the app ${appName}`, `${sentence}.`, link);

type SecretEnds = { appName: string; sentence: string; link: string };

/** To the owner of an app of which a client secret ends soon. */
export const secretEndsLetter = ({ appName, sentence, link }: SecretEnds): Text =>
  letter(
    `A client secret of the app ${appName} ends soon`,
    sentence,
    "From then on it gets no access tokens, and those that were got with it stop working.",
    "See which secrets are in use, or let this one go on:",
    link,
  );

/** To the owner of an app: something became of one of its endpoints. */
export const endpointLetter = ({ appName, message, link }: { appName: string; message: string; link: string }): Text =>
  letter(`Event subscriptions of the app ${appName}`, message, link);

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
