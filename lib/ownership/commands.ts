import type * as z from "zod";
import { scopes, secrets, transfer } from "@/lib/apps/app-parts";
import { changeApp } from "@/lib/apps/change-app";
import { addSecret, endSecrets } from "@/lib/apps/credential-writes";
import { newClientSecret } from "@/lib/apps/credentials";
import type { LockedApp } from "@/lib/apps/locked-app";
import { sendEmails } from "@/lib/apps/notice-writes";
import type { AppChange } from "@/lib/apps/write";
import type { Actor } from "@/lib/auth/actor";
import { spendSending } from "@/lib/auth/sending-throttle";
import { config } from "@/lib/config";
import { secretOverlaps } from "@/lib/credentials/overlaps";
import { crowdedOut } from "@/lib/credentials/secret-end";
import { transferDays } from "@/lib/limits";
import { transferEndedLetter, transferOfferedLetter } from "@/lib/mail/letters";
import type { Letter } from "@/lib/mail/send";
import {
  type acceptTransferInput,
  isPending,
  scopesLostUnder,
  type startTransferInput,
  whyNotOwner,
} from "@/lib/ownership/rules";
import * as writes from "@/lib/ownership/transfer-writes";
import { Refusal } from "@/lib/refusal";
import { may } from "@/lib/rights/permissions";
import { mayTransferApp } from "@/lib/rights/rules";

const pending = { transfer };

const whole = { transfer, scopes, secrets };

type Pending = LockedApp<typeof pending>;

type Whole = LockedApp<typeof whole>;

const passersOn = {
  may: (app: LockedApp) => mayTransferApp(app.actor, app),
  whyNot: "Only the app's owner or an account owner can transfer it.",
};

const nobodyWaits = () =>
  new Refusal("not-found", "This transfer is over: it was accepted, declined, cancelled or ran out.");

/**
 * Offers an app to another person of the account, who has 30 days to accept. Until then nothing changes.
 * @throws Refusal `not-found` (person), `invalid` (the owner already, deactivated, or one is pending), `too-many`, and the
 * door's
 */
export async function startTransfer(actor: Actor, { appId, toId }: z.output<typeof startTransferInput>): Promise<void> {
  const decide = (app: Pending): AppChange => {
    const to = app.people.get(toId);
    if (!to) throw new Refusal("not-found", "This person is not in the account any more.");
    if (toId === app.ownerId) throw new Refusal("invalid", `${to.name} owns this app already.`);
    if (to.status !== "active") throw new Refusal("invalid", `${to.name} is deactivated. Choose somebody else.`);
    if (to.email === null) {
      throw new Refusal("invalid", `${to.name} has no email address to sign in with. Choose someone else.`);
    }
    if (isPending(app.transfer, app.now)) {
      throw new Refusal("invalid", "A transfer of this app is pending already. Cancel it first.");
    }
    const email = {
      to: to.email,
      ...transferOfferedLetter({ appName: app.name, from: actor.name, link: linkTo(app) }),
    };
    const expiresAt = new Date(app.now.getTime() + transferDays * 86_400_000);
    return {
      untouched: true,
      writes: [writes.startTransfer(toId, expiresAt), sendEmails([email])],
      audit: [{ action: "app.transferStarted", before: { owner: app.owner.name }, after: { owner: to.name } }],
    };
  };
  await spendSending(actor, "email");
  await changeApp(actor, appId, decide, { reads: pending, authority: passersOn, people: [toId] });
}

/**
 * Takes a pending transfer back.
 * @throws Refusal `not-found` when none is pending, and the door's
 */
export async function cancelTransfer(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: Pending): AppChange => {
    if (!isPending(app.transfer, app.now)) throw nobodyWaits();
    const ended = writes.endTransfer("cancelled");
    return { untouched: true, writes: [ended], audit: [{ action: "app.transferCancelled" }] };
  };
  await changeApp(actor, appId, decide, { reads: pending, authority: passersOn });
}

/** The transfer is answered by whom the app was offered to. */
const theNewOwner = {
  may: (app: Pending) => app.transfer?.toId === app.actor.userId,
  whyNot: "This app is not offered to you, or no longer.",
};

/**
 * Turns a pending transfer down.
 * @throws Refusal `not-found` when it is over, and the door's
 */
export async function declineTransfer(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: Pending): AppChange => {
    if (!isPending(app.transfer, app.now)) throw nobodyWaits();
    const emails = ownerLetters(app, `${actor.name} declined to become the owner of the app ${app.name}`);
    return {
      untouched: true,
      writes: [writes.endTransfer("declined"), sendEmails(emails)],
      audit: [{ action: "app.transferDeclined" }],
    };
  };
  await changeApp(actor, appId, decide, { reads: pending, authority: theNewOwner });
}

type Acceptance = z.output<typeof acceptTransferInput>;

/**
 * Becomes the owner of an app that was offered. Its client secrets are rotated: a new one is made, those of before end
 * after the overlap, but the oldest of five usable ones at once. Scopes that the new owner's role does not grant leave the
 * app; `givesUp` must name exactly them.
 * @throws Refusal `not-found` (it is over), `forbidden` (the role lacks S2S apps: Edit), `would-lose-scopes` (none agreed
 * to), `effect-changed` (others than those agreed to), and the door's
 */
export async function acceptTransfer(actor: Actor, { appId, ...terms }: Acceptance): Promise<void> {
  const decide = (app: Whole): AppChange<Whole> => {
    if (!isPending(app.transfer, app.now)) throw nobodyWaits();
    const sentence = `${app.owner.name} transferred the app to ${app.actor.name}`;
    return handOver(app, terms, sentence, "accepted");
  };
  await changeApp(actor, appId, decide, { reads: whole, authority: theNewOwner });
}

const accountOwners = {
  may: (app: LockedApp) => may(app.actor, "apps.takeOver"),
  whyNot: "Only an account owner can take an app over at once.",
};

/**
 * Makes an account owner the app's owner at once; a pending transfer ends. Otherwise as {@link acceptTransfer}.
 * @throws Refusal `invalid` (owns it already), `too-many`, and those of acceptTransfer
 */
export async function takeOver(actor: Actor, { appId, ...terms }: Acceptance): Promise<void> {
  const decide = (app: Whole): AppChange<Whole> => {
    if (app.ownerId === actor.userId) throw new Refusal("invalid", "You own this app already.");
    return handOver(app, terms, `${app.actor.name} took the app over from ${app.owner.name}`, "cancelled");
  };
  await spendSending(actor, "email");
  await changeApp(actor, appId, decide, { reads: whole, authority: accountOwners });
}

/** Makes the acting person the owner; a transfer that is pending ends as given. */
function handOver(
  app: Whole,
  { overlap, givesUp }: Omit<Acceptance, "appId">,
  sentence: string,
  ending: "accepted" | "cancelled",
): AppChange<Whole> {
  const to = app.actor;
  const why = whyNotOwner(to);
  if (why) throw new Refusal("forbidden", why);
  refuseUnagreed(scopesLostUnder(to, app.scopes), givesUp);
  const rotation = rotateSecrets(app, new Date(app.now.getTime() + secretOverlaps[overlap].ms));
  const given = { action: "app.transferred" as const, before: { owner: app.owner.name }, after: { owner: to.name } };
  return {
    writes: [
      writes.endTransfer(ending),
      ...rotation.writes,
      writes.giveTo(to, sentence),
      sendEmails(ownerLetters(app, sentence)),
    ],
    audit: [given, ...rotation.audit],
  };
}

/** The new owner may be unable to make room first, so the oldest secret makes way for the new one. */
function rotateSecrets(app: Whole, end: Date) {
  const crowded = end > app.now ? crowdedOut(app.secrets, app.now) : [];
  const others = app.secrets.filter((secret) => !crowded.includes(secret));
  const revoked = crowded.map(({ createdAt }) => ({
    action: "app.secretRevoked" as const,
    before: { made: createdAt.toISOString() },
  }));
  return {
    writes: [endSecrets(idsOf(crowded), app.now), endSecrets(idsOf(others), end), addSecret(newClientSecret())],
    audit: [{ action: "app.secretRegenerated" as const, after: { oldEnds: end.toISOString() } }, ...revoked],
  } satisfies AppChange<Whole>;
}

const idsOf = (things: readonly { id: string }[]): string[] => things.map(({ id }) => id);

const linkTo = (app: LockedApp): string => `${config().baseUrl}/apps/${app.id}/ownership`;

/** To the owner of the app as it is before the change, if they can be reached. */
const ownerLetters = (app: LockedApp, sentence: string): Letter[] =>
  app.owner.email === null
    ? []
    : [{ to: app.owner.email, ...transferEndedLetter({ appName: app.name, sentence, link: linkTo(app) }) }];

/** Scopes leave with an explicit yes only, and only those that were shown. */
function refuseUnagreed(lost: string[], givesUp: string[]): void {
  if (lost.length === givesUp.length && lost.every((id) => givesUp.includes(id))) return;
  if (givesUp.length > 0) {
    throw new Refusal(
      "effect-changed",
      "The app's scopes or your role changed since you looked. Look again and confirm.",
    );
  }
  throw new Refusal(
    "would-lose-scopes",
    `Your role does not grant ${lost.length === 1 ? "one of the app's scopes" : `${lost.length} of the app's scopes`}. Agree to losing them, or have your role changed first.`,
    lost.map((id) => ({ field: id, message: `${id} would leave the app.` })),
  );
}
