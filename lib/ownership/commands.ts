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
  whyNot: "Only the app’s owner or an account owner can transfer it.",
};

const nobodyWaits = () =>
  new Refusal("not-found", "This transfer is over: it was accepted, declined, cancelled or expired.");

/**
 * Offers an app to another person of the account, who has 30 days to accept. Until then nothing changes.
 * @throws Refusal `not-found` (the person), `invalid` (already the owner, deactivated, without an email address, or a
 * transfer is pending), `too-many`, and those of {@link changeApp}
 */
export async function startTransfer(actor: Actor, { appId, toId }: z.output<typeof startTransferInput>): Promise<void> {
  const decide = (app: Pending): AppChange => {
    const to = app.people.get(toId);
    if (!to) throw new Refusal("not-found", "This person is no longer in the account.");
    if (toId === app.ownerId) throw new Refusal("invalid", `${to.name} already owns this app.`);
    if (to.status !== "active") throw new Refusal("invalid", `${to.name} is deactivated. Choose someone else.`);
    if (to.email === null) {
      throw new Refusal("invalid", `${to.name} has no email address to sign in with. Choose someone else.`);
    }
    if (isPending(app.transfer, app.now)) {
      throw new Refusal("invalid", "A transfer of this app is already pending. Cancel it first.");
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
 * Cancels a pending transfer.
 * @throws Refusal `not-found` if none is pending, and those of {@link changeApp}
 */
export async function cancelTransfer(actor: Actor, { appId }: { appId: string }): Promise<void> {
  const decide = (app: Pending): AppChange => {
    if (!isPending(app.transfer, app.now)) throw nobodyWaits();
    const ended = writes.endTransfer("cancelled");
    return { untouched: true, writes: [ended], audit: [{ action: "app.transferCancelled" }] };
  };
  await changeApp(actor, appId, decide, { reads: pending, authority: passersOn });
}

/** Only the person the app was offered to can accept or decline. */
const theNewOwner = {
  may: (app: Pending) => app.transfer?.toId === app.actor.userId,
  whyNot: "This app is not, or no longer, being transferred to you.",
};

/**
 * Declines a pending transfer.
 * @throws Refusal `not-found` if it is over, and those of {@link changeApp}
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
 * Accepts a transfer: the actor becomes the app's owner. A new client secret is created and the previous ones expire
 * after the overlap, except that the oldest of five usable ones expires immediately. Scopes that the new owner's role
 * doesn't grant are removed; `givesUp` must list exactly those.
 * @throws Refusal `not-found` (it is over), `forbidden` (the role lacks S2S apps: Edit), `would-lose-scopes` (`givesUp`
 * is empty), `effect-changed` (`givesUp` lists other scopes), and those of {@link changeApp}
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
  whyNot: "Only an account owner can take over an app.",
};

/**
 * Makes an account owner the app's owner immediately, cancelling a pending transfer. Otherwise as {@link
 * acceptTransfer}.
 * @throws Refusal `invalid` (already the owner), `too-many`, and those of acceptTransfer
 */
export async function takeOver(actor: Actor, { appId, ...terms }: Acceptance): Promise<void> {
  const decide = (app: Whole): AppChange<Whole> => {
    if (app.ownerId === actor.userId) throw new Refusal("invalid", "You already own this app.");
    return handOver(app, terms, `${app.actor.name} took the app over from ${app.owner.name}`, "cancelled");
  };
  await spendSending(actor, "email");
  await changeApp(actor, appId, decide, { reads: whole, authority: accountOwners });
}

/** Makes the actor the owner; a pending transfer gets the state `ending`. */
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

/** The new owner may not be able to revoke a secret beforehand, so the oldest one makes room for the new one. */
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

/** An email to the owner before the change, if they have an email address. */
const ownerLetters = (app: LockedApp, sentence: string): Letter[] =>
  app.owner.email === null
    ? []
    : [{ to: app.owner.email, ...transferEndedLetter({ appName: app.name, sentence, link: linkTo(app) }) }];

/** Scopes are removed only if the new owner agreed, and only those they were shown. */
function refuseUnagreed(lost: string[], givesUp: string[]): void {
  if (lost.length === givesUp.length && lost.every((id) => givesUp.includes(id))) return;
  if (givesUp.length > 0) {
    throw new Refusal(
      "effect-changed",
      "The app’s scopes or your role changed since you looked. Review them and confirm again.",
    );
  }
  throw new Refusal(
    "would-lose-scopes",
    `Your role does not grant ${lost.length === 1 ? "one of the app’s scopes" : `${lost.length} of the app’s scopes`}. Agree to lose them, or have your role changed first.`,
    lost.map((id) => ({ field: id, message: `${id} would be removed.` })),
  );
}
