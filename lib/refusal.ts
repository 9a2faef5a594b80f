/** Every reason for which Patchbay says no to a person. Anything thrown that is not a Refusal is a bug. */
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
 * One thing that stands in the way: `field` names the form field it belongs to, `current` what is saved there now when
 * somebody else changed it.
 */
export type RefusalItem = { field?: string; message: string; current?: string };

/** A "no" with a sentence that says what to do. Shown to the person as it stands; never carries a secret. */
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
