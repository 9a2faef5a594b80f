import * as z from "zod";
import { type Information, informationField, informationNames } from "@/lib/apps/information-fields";
import { isFilled } from "@/lib/apps/information-rules";
import type { RequirementCode } from "@/lib/apps/requirement-codes";
import type { StepName } from "@/lib/apps/step-names";
import { line } from "@/lib/text/inputs";

export const maxSubscriptions = 20;

/** An endpoint that notifications can go to, as far as its spelling tells. */
const endpointUrlInput = (plainHttp: boolean) =>
  line(2000)
    .refine((text) => text !== "", "Enter the endpoint URL.")
    .refine(
      (text) => URL.canParse(text) && (plainHttp ? /^https?:$/ : /^https:$/).test(new URL(text).protocol),
      plainHttp
        ? "Enter a URL that begins with https:// or http://."
        : "Enter a URL that begins with https://. Plain http is for private addresses that this installation allows, and it allows none.",
    )
    .refine(
      (text) => !URL.canParse(text) || !new URL(text).username,
      "Remove the user name and password from the URL.",
    );

/** A subscription as its form holds it; `plainHttp`: the installation allows private addresses, and there plain http. */
export const subscriptionInput = (plainHttp: boolean) =>
  z.object({
    name: line(150),
    url: endpointUrlInput(plainHttp),
    eventIds: z.array(z.string().max(200)).max(1000),
  });

/** Why a subscription is disabled: a person did it, or Patchbay, because its endpoint is not one any more. */
export type DisabledBecause = "person" | "validation" | "gone" | "failing";

type SubscriptionBefore = { url: string; enabled: boolean; disabledBecause: DisabledBecause | null };

type SubscriptionSaved = {
  url: string;
  eventCount: number;
  /** The URL was validated, with a secret token that counts; and so since the subscription was disabled. */
  validated: boolean;
  validatedSince: boolean;
  appIsActivated: boolean;
};

/**
 * Whether a subscription delivers once it is saved: by itself as soon as its endpoint is validated and it has events. What
 * a person disabled stays disabled, and what Patchbay disabled until it is validated again. An activated app's stays
 * enabled in any case: whether it may lack what activation needs is for the door to say.
 */
export function standingOnceSaved(
  before: SubscriptionBefore | null,
  saved: SubscriptionSaved,
): { enabled: boolean; disabledBecause: DisabledBecause | null } {
  const because = before?.disabledBecause ?? null;
  if (because === "person") return { enabled: false, disabledBecause: because };
  const validated = because === null ? saved.validated : saved.validatedSince;
  const enabled = (validated && saved.eventCount > 0) || (before?.enabled === true && saved.appIsActivated);
  const isSame = before?.url === saved.url && !saved.validatedSince;
  return { enabled, disabledBecause: !enabled && isSame ? because : null };
}

/** Why a person cannot enable a subscription, as a sentence that says what to do; null when they can. */
export function whyNotEnabled({ validated, eventCount, disabledBecause }: Enabling): string | null {
  if (disabledBecause !== null && disabledBecause !== "person") return "Validate its endpoint again: that enables it.";
  if (!validated) return "Validate its endpoint first.";
  return eventCount === 0 ? "Choose at least one event for it first." : null;
}

type Enabling = { validated: boolean; eventCount: number; disabledBecause: DisabledBecause | null };

export type SubscriptionFacts = { id: string; enabled: boolean; validated: boolean; eventCount: number };

export type ActivationFacts = Information & {
  scopeCount: number;
  /** Client secrets, where they may be used, and public keys. */
  usableCredentialCount: number;
  eventsEnabled: boolean;
  subscriptions: readonly SubscriptionFacts[];
};

/** One thing activation still needs: a sentence that says what to do, and the step and field where to do it. */
export type Requirement = { code: RequirementCode; message: string; step: StepName; field: string };

const requirement = (code: RequirementCode, step: StepName, field: string, message: string): Requirement => ({
  code,
  message,
  step,
  field,
});

/** Everything that stands between an app and its activation, in the order of the steps. Empty: it may be activated. */
export function missingRequirements(facts: ActivationFacts): Requirement[] {
  return [
    ...(facts.usableCredentialCount === 0
      ? [
          requirement(
            "credential",
            "credentials",
            "client-secret",
            "Make a new client secret, or add a public key: none of this app's is usable.",
          ),
        ]
      : []),
    ...informationMissing(facts),
    ...(facts.eventsEnabled ? subscriptionsMissing(facts.subscriptions) : []),
    ...(facts.scopeCount === 0 ? [requirement("scope", "scopes", "add-scopes", "Add at least one scope.")] : []),
  ];
}

const informationMissing = (facts: ActivationFacts): Requirement[] =>
  informationNames.flatMap((name) => {
    const { missing } = informationField(name);
    return missing && !isFilled(name, facts[name])
      ? [requirement(missing.code, "information", name, missing.message)]
      : [];
  });

function subscriptionsMissing(subscriptions: readonly SubscriptionFacts[]): Requirement[] {
  const enabled = subscriptions.filter((one) => one.enabled);
  const missing: Requirement[] = [];
  if (enabled.length === 0) {
    missing.push(
      requirement(
        "subscription",
        "features",
        "subscriptions",
        "Enable an event subscription, or turn Event subscriptions off.",
      ),
    );
  }
  if (enabled.some((one) => !one.validated)) {
    missing.push(
      requirement(
        "subscription-validated",
        "features",
        "subscriptions",
        "Validate the endpoint URL of every enabled subscription.",
      ),
    );
  }
  if (enabled.some((one) => one.eventCount === 0)) {
    missing.push(
      requirement(
        "subscription-events",
        "features",
        "subscriptions",
        "Choose at least one event for every enabled subscription.",
      ),
    );
  }
  return missing;
}

/** What an edit newly breaks: requirements that fail after it and did not before. */
export function newlyMissing(before: ActivationFacts, after: ActivationFacts): Requirement[] {
  const already = new Set(missingRequirements(before).map((one) => one.code));
  return missingRequirements(after).filter((one) => !already.has(one.code));
}
