import { invitationDays, resetHours, transferDays } from "@/lib/limits";
import { withoutLinks } from "@/lib/text/links";

// The letters that Patchbay writes, each as subject and plain text. What they are made of was typed by people, so it
// never decides where a link leads, and names are written such that no mail program makes a link of them.

type Text = { subject: string; text: string };

const letter = (subject: string, ...paragraphs: string[]): Text => ({ subject, text: `${paragraphs.join("\n\n")}\n` });

type Invitation = { accountName: string; invitedBy: string; roleName: string; link: string };

/** To somebody who is invited to an account. */
export const invitationLetter = ({ accountName, invitedBy, roleName, link }: Invitation): Text =>
  letter(
    `Join ${withoutLinks(accountName)} on Patchbay`,
    `${withoutLinks(invitedBy)} invites you to join ${withoutLinks(accountName)} on Patchbay, with the role ${withoutLinks(roleName)}.`,
    "Open this link to choose your name and a password. It proves that this address is yours, so keep it to yourself:",
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

type AddressLost = { personName: string; email: string; link: string };

/** To the owners of an account of which a person lost their address. */
export const addressLostLetter = ({ personName, email, link }: AddressLost): Text =>
  letter(
    "A person of your account lost their email address",
    `Someone proved that the address ${email} is theirs. ${withoutLinks(personName)} of your account used it without proof: they are signed out, can't sign in, and keep their role and apps.`,
    "If you know them, invite the same address again: once they accept, they get their apps back. If you don't, deactivate them and transfer their apps.",
    link,
  );

type SignInToConfirm = { personName: string; email: string; issuer: string; link: string };

/** To the owners of an account: a person came from the identity provider under a new subject. */
export const signInToConfirmLetter = ({ personName, email, issuer, link }: SignInToConfirm): Text =>
  letter(
    "A sign-in needs your confirmation",
    `Someone signed in at ${issuer} with the address of ${withoutLinks(personName)}, ${email}, but as another user there than before. The address may have been given to someone else.`,
    "They are not let in until an account owner confirms that it is the same person:",
    link,
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
    `${withoutLinks(cause)}. ${counted(scopeCount, "scope was", "scopes were")} removed from ${counted(appCount, "app", "apps")} of yours.`,
    ...(deactivatedCount > 0
      ? [
          `${counted(deactivatedCount, "app", "apps")} lost the last scope and ${deactivatedCount === 1 ? "was" : "were"} deactivated: access tokens stopped working.`,
        ]
      : []),
    [...names.map(withoutLinks), ...(appCount > names.length ? [`and ${appCount - names.length} more`] : [])].join(
      "\n",
    ),
    "Each app shows what left it. If the right comes back, Restore scopes brings it back:",
    link,
  );

type Offer = { appName: string; from: string; link: string };

/** To the person to whom an app was offered. */
export const transferOfferedLetter = ({ appName, from, link }: Offer): Text =>
  letter(
    `You are offered the app ${withoutLinks(appName)}`,
    `${withoutLinks(from)} wants to transfer the app ${withoutLinks(appName)} to you. Accept or decline within ${transferDays} days:`,
    link,
    "Before you accept, the page shows which scopes the app keeps with you as its owner.",
  );

type TransferEnd = { appName: string; sentence: string; link: string };

/** To the owner of before, or whoever offered the app: how the transfer ended. */
export const transferEndedLetter = ({ appName, sentence, link }: TransferEnd): Text =>
  letter(`Transfer of the app ${withoutLinks(appName)}`, `${withoutLinks(sentence)}.`, link);

type SecretEnds = { appName: string; sentence: string; link: string };

/** To the owner of an app of which a client secret ends soon. */
export const secretEndsLetter = ({ appName, sentence, link }: SecretEnds): Text =>
  letter(
    `A client secret of the app ${withoutLinks(appName)} ends soon`,
    sentence,
    "From then on it gets no access tokens, and those that were got with it stop working.",
    "See which secrets are in use, or let this one go on:",
    link,
  );

/** To the owner of an app: something became of one of its endpoints. */
export const endpointLetter = ({ appName, message, link }: { appName: string; message: string; link: string }): Text =>
  letter(`Event subscriptions of the app ${withoutLinks(appName)}`, message, link);

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
