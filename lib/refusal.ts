/** Every reason Patchbay refuses a person's action. Anything thrown that is not a Refusal is a bug. */
const refusalCodes = [
  "signed-out",
  "forbidden",
  "not-found",
  "invalid",
  "conflict",
  "effect-changed",
  "incomplete",
  "would-break-activation",
  "last-credential",
  "scope-not-granted",
  "scope-required-by-events",
  "event-not-granted",
  "link-not-usable",
  "email-taken",
  "last-owner",
  "role-in-use",
  "would-lose-scopes",
  "too-many",
  "unavailable",
  "quota-reached",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/**
 * One problem: `field` names the form field it belongs to; `current` is the value saved there now, if someone else
 * changed it.
 */
export type RefusalItem = { field?: string; message: string; current?: string };

/** A refusal whose message says what to do. Shown to the person as is, so it never contains a secret. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly items: RefusalItem[] = [],
  ) {
    super(message);
  }
}
