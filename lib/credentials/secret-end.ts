import * as z from "zod";
import { type SecretOverlap, secretOverlaps } from "@/lib/credentials/overlaps";
import { isUsable } from "@/lib/credentials/usable";

/** How long client secrets of before go on. */
export const overlapInput = z.enum(Object.keys(secretOverlaps) as [SecretOverlap, ...SecretOverlap[]]);

/** So many client secrets of an app may be usable at once. */
export const maxUsableSecrets = 5;

const dayMs = 86_400_000;

/** How far ahead the end of a secret can be chosen. */
const longestDays = secretOverlaps.month.ms / dayMs;

/** When a client secret ends: after one of the usual times, or at a moment of one's own (ISO, UTC). */
export const secretEndInput = z.union([overlapInput, z.iso.datetime()], "Choose when the secret ends.");

export type SecretEnd = z.output<typeof secretEndInput>;

const isOverlap = (end: SecretEnd): end is z.output<typeof overlapInput> => end in secretOverlaps;

/** The moment that was chosen, seen from `now`. */
export const momentOf = (end: SecretEnd, now: Date): Date =>
  isOverlap(end) ? new Date(now.getTime() + secretOverlaps[end].ms) : new Date(end);

/** Why a secret cannot end then, as a sentence that says what to do; null when it can. */
export function whyNotEnd(moment: Date, now: Date): string | null {
  if (moment < now) return "Choose a moment that is still to come.";
  const isTooLate = moment.getTime() - now.getTime() > longestDays * dayMs;
  return isTooLate ? `Choose a moment within the next ${longestDays} days.` : null;
}

/** So many days ahead of a secret's end people are reminded of it. */
const reminders = [14, 7, 1] as const;

/** The reminder for which it is time, or was when the end was chosen: its days ahead; null while none is near. */
export const reminderAt = (end: Date, now: Date): number | null =>
  reminders.findLast((days) => end.getTime() - now.getTime() <= days * dayMs) ?? null;

type Credential = { expiresAt: Date | null };

/** Those of an app's client secrets, newest first, that have no room beside a new one: the oldest of the usable. */
export const crowdedOut = <Secret extends Credential>(secrets: readonly Secret[], now: Date): Secret[] =>
  secrets.filter((secret) => isUsable(secret, now)).slice(maxUsableSecrets - 1);

/** Until when one of these counts, in milliseconds: infinite with one that has no end, negative without any. */
export const lastsUntil = (credentials: readonly Credential[]): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...credentials.map((one) => one.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY));

/** Whether a change takes from an app the credential it would have gone on with: after it, all that is left ends, and sooner. */
export function endsSooner(before: readonly Credential[], after: readonly Credential[]): boolean {
  const left = lastsUntil(after);
  return left < Number.POSITIVE_INFINITY && left < lastsUntil(before);
}

/** The kind of the notice that tells of this secret's end. */
export const secretEndNotice = (secretId: string): string => `secret-ends:${secretId}`;
