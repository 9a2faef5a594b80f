/** The stages of a validation, in order; the first that fails ends it. */
export type StageName = "dns" | "connect" | "tls" | "status" | "time" | "body";

export type Stage = {
  stage: StageName;
  /** null: not reached. */
  ok: boolean | null;
  /** A sentence for the person who set the endpoint up. */
  detail: string;
  /** Body stage only: the correct answer, and the first 16 KiB of the one received. */
  expected?: string;
  received?: string;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Time between a successful validation and the next. */
export const revalidateAfterHours = 72;
const revalidateAfterMs = revalidateAfterHours * hourMs;

/** The delay before the next revalidation after 1, 2, 3, 4 and 5 consecutive failures. */
const failedDelaysMs = [1, 2, 6, 12, 24].map((hours) => hours * hourMs);

/** The numbers of consecutive failures after which a notice is sent, and after which the subscription is disabled. */
export const toldAfter: readonly number[] = [2, 4];
export const disabledAfter = 6;

/** When the next revalidation is due after this many consecutive failures, at least 1. */
export const afterFailures = (failures: number, now: Date): Date =>
  new Date(now.getTime() + (failedDelaysMs[failures - 1] ?? revalidateAfterMs));

/**
 * When a successful validation is due again: after 72 hours or, if the endpoint used the old secret token of a
 * rotation, halfway to that token's expiry, so that endpoints still without the new one are noticed in time.
 */
export function afterSuccess(rotationEndsAt: Date | null, now: Date): Date {
  const regularly = now.getTime() + revalidateAfterMs;
  return rotationEndsAt ? midway(now, rotationEndsAt) : new Date(regularly);
}

/** Halfway between now and `end`, but at least five minutes from now. */
export const midway = (now: Date, end: Date): Date =>
  new Date(now.getTime() + Math.max((end.getTime() - now.getTime()) / 2, 5 * minuteMs));

/** The result of a validation as stored with its subscription and shown. */
export type KeptValidation = { at: string; valid: boolean; message: string | null; stages: Stage[] };

const keptCharacters = 2_000;

/** Truncates every text of a validation to 2,000 characters for storage. */
export const cutDown = (stages: readonly Stage[]): Stage[] =>
  stages.map(({ detail, expected, received, ...stage }) => ({
    ...stage,
    detail: cut(detail),
    ...(expected === undefined ? {} : { expected: cut(expected) }),
    ...(received === undefined ? {} : { received: cut(received) }),
  }));

const cut = (text: string): string =>
  text.length > keptCharacters ? `${[...text].slice(0, keptCharacters).join("")}…` : text;
