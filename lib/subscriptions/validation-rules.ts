/** The stages of a validation, in their order; the first that fails ends it. */
export type StageName = "dns" | "connect" | "tls" | "status" | "time" | "body";

export type Stage = {
  stage: StageName;
  /** Null: not reached. */
  ok: boolean | null;
  /** A sentence for the person who set the endpoint up. */
  detail: string;
  /** Of the body: what a right answer holds, and what came (its first 16 KiB). */
  expected?: string;
  received?: string;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is valid is asked again after so long. */
const revalidateAfterMs = 72 * hourMs;

/** After the first failed revalidation in a row, the second and so on: when the next is made. */
const failedDelaysMs = [1, 2, 6, 12, 24].map((hours) => hours * hourMs);

/** After so many failures in a row the app's people are told, and after so many more the subscription is disabled. */
export const toldAfter: readonly number[] = [2, 4];
export const disabledAfter = 6;

/** When a revalidation is due after so many failures in a row. */
export const afterFailures = (failures: number, now: Date): Date =>
  new Date(now.getTime() + (failedDelaysMs[failures - 1] ?? revalidateAfterMs));

/**
 * When what has just been validated is asked again: after 72 hours, but while a rotation lasts and the endpoint answers
 * with the old secret token only, midway to its end - so that it is known in time who does not have the new one yet.
 */
export function afterSuccess(rotationEndsAt: Date | null, now: Date): Date {
  const regularly = now.getTime() + revalidateAfterMs;
  return rotationEndsAt ? midway(now, rotationEndsAt) : new Date(regularly);
}

/** In the middle of what is left, at least five minutes ahead. */
export const midway = (now: Date, end: Date): Date =>
  new Date(now.getTime() + Math.max((end.getTime() - now.getTime()) / 2, 5 * minuteMs));

/** How a validation went, as it is kept with its subscription and shown. */
export type KeptValidation = { at: string; valid: boolean; message: string | null; stages: Stage[] };

const keptCharacters = 2_000;

/** A validation cut down to what is kept: at most 2,000 characters of any text. */
export const cutDown = (stages: readonly Stage[]): Stage[] =>
  stages.map(({ detail, expected, received, ...stage }) => ({
    ...stage,
    detail: cut(detail),
    ...(expected === undefined ? {} : { expected: cut(expected) }),
    ...(received === undefined ? {} : { received: cut(received) }),
  }));

const cut = (text: string): string =>
  text.length > keptCharacters ? `${[...text].slice(0, keptCharacters).join("")}…` : text;
