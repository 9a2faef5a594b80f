import * as z from "zod";
import { type SecretOverlap, secretOverlaps } from "@/lib/credentials/overlaps";
import { isUsable } from "@/lib/credentials/usable";

/** How long previous client secrets keep working. */
export const overlapInput = z.enum(Object.keys(secretOverlaps) as [SecretOverlap, ...SecretOverlap[]]);

/** The most usable client secrets an app may have. */
export const maxUsableSecrets = 5;

const dayMs = 86_400_000;

/** How far ahead a secret's expiry can be set. */
const longestDays = secretOverlaps.month.ms / dayMs;

/** When a client secret expires: after one of the standard overlaps, or at a custom time (ISO, UTC). */
export const secretEndInput = z.union([overlapInput, z.iso.datetime()], "Choose when the secret expires.");

export type SecretEnd = z.output<typeof secretEndInput>;

const isOverlap = (end: SecretEnd): end is z.output<typeof overlapInput> => end in secretOverlaps;

/** The time that was chosen; overlaps count from `now`. */
export const momentOf = (end: SecretEnd, now: Date): Date =>
  isOverlap(end) ? new Date(now.getTime() + secretOverlaps[end].ms) : new Date(end);

/** Why a secret can't expire then, as a sentence that says what to do; null if it can. */
export function whyNotEnd(moment: Date, now: Date): string | null {
  if (moment < now) return "Choose a time in the future.";
  const isTooLate = moment.getTime() - now.getTime() > longestDays * dayMs;
  return isTooLate ? `Choose a time within the next ${longestDays} days.` : null;
}

/** Days before a secret expires when people are reminded. */
export const reminders = [14, 7, 1] as const;

/** The latest reminder due by now, in days before the expiry; null if none is due yet. */
export const reminderAt = (end: Date, now: Date): number | null =>
  reminders.findLast((days) => end.getTime() - now.getTime() <= days * dayMs) ?? null;

type Credential = { expiresAt: Date | null };

/** The oldest usable secrets, which must expire to make room for a new one. `secrets` must be newest first. */
export const crowdedOut = <Secret extends Credential>(secrets: readonly Secret[], now: Date): Secret[] =>
  secrets.filter((secret) => isUsable(secret, now)).slice(maxUsableSecrets - 1);

/** When the last of these expires, in ms since 1970: Infinity if one never does, -Infinity if there are none. */
export const lastsUntil = (credentials: readonly Credential[]): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...credentials.map((one) => one.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY));

/** Whether a change shortens how long the app can authenticate: every credential left expires, and earlier than before. */
export function endsSooner(before: readonly Credential[], after: readonly Credential[]): boolean {
  const left = lastsUntil(after);
  return left < Number.POSITIVE_INFINITY && left < lastsUntil(before);
}

/** The notice kind for a reminder that this secret expires. */
export const secretEndNotice = (secretId: string): string => `secret-ends:${secretId}`;
