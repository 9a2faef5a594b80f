import { invitationDays, resetHours, transferDays } from "@/lib/limits";
import { withoutLinks } from "@/lib/text/links";

// The emails Patchbay sends, each as subject and plain text. People typed the names in them, so those never decide where
// a link leads, and they are rewritten so that no mail program turns them into links.

type Text = { subject: string; text: string };

const letter = (subject: string, ...paragraphs: string[]): Text => ({ subject, text: `${paragraphs.join("\n\n")}\n` });

type Invitation = { accountName: string; invitedBy: string; roleName: string; link: string };

/** To someone invited to an account. */
export const invitationLetter = ({ accountName, invitedBy, roleName, link }: Invitation): Text =>
  letter(
    `Join ${withoutLinks(accountName)} on Patchbay`,
    `${withoutLinks(invitedBy)} invites you to join ${withoutLinks(accountName)} on Patchbay, with the role ${withoutLinks(roleName)}.`,
    "Open this link to choose your name and a password. It proves that this address is yours, so don’t share it:",
    link,
    `It works once, within ${invitationDays} days. If you didn’t expect this email, ignore it.`,
  );

/** To someone who may set a new password; `askedFor` is a sentence that says who requested it. */
export const resetLetter = ({ askedFor, link }: { askedFor: string; link: string }): Text =>
  letter(
    "Set a new password for Patchbay",
    askedFor,
    "Open this link to set a new password:",
    link,
    `It works once, within ${resetHours} hours, and signs you out everywhere. If you didn’t expect this email, ignore it: your password stays the same.`,
  );

type AddressLost = { personName: string; email: string; link: string };

/** To the owners of an account in which a person lost their email address. */
export const addressLostLetter = ({ personName, email, link }: AddressLost): Text =>
  letter(
    "A person in your account lost their email address",
    `Someone verified that the address ${email} is theirs. ${withoutLinks(personName)} in your account used it without verifying it. They are signed out and can’t sign in, but keep their role and apps.`,
    "If you know them, invite the same address again: once they accept, they get their apps back. If you don’t, deactivate them and transfer their apps.",
    link,
  );

type SignInToConfirm = { personName: string; email: string; issuer: string; link: string };

/** To an account's owners: the identity provider reported a person under a new subject (OpenID `sub`). */
export const signInToConfirmLetter = ({ personName, email, issuer, link }: SignInToConfirm): Text =>
  letter(
    "A sign-in needs your confirmation",
    `Someone signed in at ${issuer} with the address of ${withoutLinks(personName)}, ${email}, but as a different user than before. The address may have been reassigned to someone else.`,
    "They can’t sign in until an account owner confirms that it’s the same person:",
    link,
  );

type ScopesLeft = {
  /** Who changed what, as a sentence without the final period. */
  cause: string;
  appCount: number;
  scopeCount: number;
  deactivatedCount: number;
  /** Names of some of the apps; deactivated ones come first. */
  names: readonly string[];
  link: string;
};

/** To the owner of apps that lost scopes because the owner's role now grants less. */
export const scopesLeftLetter = ({ cause, appCount, scopeCount, deactivatedCount, names, link }: ScopesLeft): Text =>
  letter(
    deactivatedCount > 0 ? "Some of your apps were deactivated" : "Scopes were removed from your apps",
    `${withoutLinks(cause)}. ${counted(scopeCount, "scope was", "scopes were")} removed from ${counted(appCount, "app", "apps")} you own.`,
    ...(deactivatedCount > 0
      ? [
          `${counted(deactivatedCount, "app", "apps")} lost the last scope and ${deactivatedCount === 1 ? "was" : "were"} deactivated. Access tokens no longer work.`,
        ]
      : []),
    [...names.map(withoutLinks), ...(appCount > names.length ? [`and ${appCount - names.length} more`] : [])].join(
      "\n",
    ),
    "Each app shows the scopes it lost. If your role grants them again, use Restore scopes to bring them back:",
    link,
  );

type ScopeAnswer = { appName: string; scopeId: string; sentence: string; note: string; link: string };

/** To the person who requested a scope: the answer, and what was said with it. */
export const scopeAnswerLetter = ({ appName, scopeId, sentence, note, link }: ScopeAnswer): Text =>
  letter(
    `Your request for ${scopeId}`,
    `${withoutLinks(sentence)} App: ${withoutLinks(appName)}`,
    ...(note === "" ? [] : [`Note: ${withoutLinks(note)}`]),
    link,
  );

type Offer = { appName: string; from: string; link: string };

/** To the person an app was offered to. */
export const transferOfferedLetter = ({ appName, from, link }: Offer): Text =>
  letter(
    `Transfer of the app ${withoutLinks(appName)} to you`,
    `${withoutLinks(from)} wants to transfer the app ${withoutLinks(appName)} to you. Accept or decline within ${transferDays} days:`,
    link,
    "Before you accept, the page shows which scopes the app keeps if you own it.",
  );

type TransferEnd = { appName: string; sentence: string; link: string };

/** To the previous owner, or the person who offered the app: how the transfer ended. */
export const transferEndedLetter = ({ appName, sentence, link }: TransferEnd): Text =>
  letter(`Transfer of the app ${withoutLinks(appName)}`, `${withoutLinks(sentence)}.`, link);

type SecretEnds = { appName: string; sentence: string; link: string };

/** To the owner of an app with a client secret that expires soon. */
export const secretEndsLetter = ({ appName, sentence, link }: SecretEnds): Text =>
  letter(
    `A client secret of the app ${withoutLinks(appName)} expires soon`,
    sentence,
    "After that it can’t obtain access tokens, and tokens issued with it stop working.",
    "See which secrets are in use, or change the expiry:",
    link,
  );

/** To the owner of an app: the state of one of its endpoints changed. */
export const endpointLetter = ({ appName, message, link }: { appName: string; message: string; link: string }): Text =>
  letter(`Event subscriptions of the app ${withoutLinks(appName)}`, message, link);

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
