import * as z from "zod";
import { type Information, informationField, informationNames } from "@/lib/apps/information-fields";
import { isFilled } from "@/lib/apps/information-rules";
import type { RequirementCode } from "@/lib/apps/requirement-codes";
import type { StepName } from "@/lib/apps/step-names";
import { isSameUrl } from "@/lib/apps/url-rules";
import { line } from "@/lib/text/inputs";

export const maxSubscriptions = 20;

/** An endpoint URL, checked by its syntax only; whether its address is allowed is checked elsewhere. */
const endpointUrlInput = (plainHttp: boolean) =>
  line(2000)
    .refine((text) => text !== "", "Enter the endpoint URL.")
    .refine(
      (text) => URL.canParse(text) && (plainHttp ? /^https?:$/ : /^https:$/).test(new URL(text).protocol),
      plainHttp
        ? "Enter a URL that begins with https:// or http://."
        : "Enter a URL that begins with https://. Plain http is for private addresses, and this installation allows none.",
    )
    .refine(
      (text) => !URL.canParse(text) || !new URL(text).username,
      "Remove the user name and password from the URL.",
    );

/** A subscription's form; `plainHttp`: the installation allows private addresses, and so plain http to them. */
export const subscriptionInput = (plainHttp: boolean) =>
  z.object({
    name: line(150),
    url: endpointUrlInput(plainHttp),
    eventIds: z.array(z.string().max(200)).max(1000),
  });

/** Why a subscription is disabled: by a person, or by Patchbay because of what its endpoint did. */
export type DisabledBecause = "person" | "validation" | "gone" | "failing";

type SubscriptionBefore = { url: string; enabled: boolean; disabledBecause: DisabledBecause | null };

type SubscriptionSaved = {
  url: string;
  eventCount: number;
  /** The URL answered the challenge with a usable secret token. */
  validated: boolean;
  /** It did so after the subscription was disabled. */
  validatedSince: boolean;
  appIsActivated: boolean;
};

/**
 * Whether a subscription is enabled once it is saved. It becomes enabled as soon as its endpoint is validated and it
 * has events. If a person disabled it, it stays disabled; if Patchbay did, until it is validated again. An enabled one
 * of an activated app stays enabled: changeApp decides whether the app may go without what activation needs.
 */
export function standingOnceSaved(
  before: SubscriptionBefore | null,
  saved: SubscriptionSaved,
): { enabled: boolean; disabledBecause: DisabledBecause | null } {
  const because = before?.disabledBecause ?? null;
  if (because === "person") return { enabled: false, disabledBecause: because };
  const validated = because === null ? saved.validated : saved.validatedSince;
  const enabled = (validated && saved.eventCount > 0) || (before?.enabled === true && saved.appIsActivated);
  const isSame = before !== null && isSameUrl(before.url, saved.url) && !saved.validatedSince;
  return { enabled, disabledBecause: !enabled && isSame ? because : null };
}

/** Why a person can't enable a subscription, as a sentence that says what to do; null if they can. */
export function whyNotEnabled({ validated, eventCount, disabledBecause }: Enabling): string | null {
  if (disabledBecause !== null && disabledBecause !== "person") return "Validate its endpoint again to enable it.";
  if (!validated) return "Validate its endpoint first.";
  return eventCount === 0 ? "Choose at least one event first." : null;
}

type Enabling = { validated: boolean; eventCount: number; disabledBecause: DisabledBecause | null };

type SubscriptionFacts = { id: string; enabled: boolean; validated: boolean; eventCount: number };

export type ActivationFacts = Information & {
  scopeCount: number;
  /** Public keys, plus client secrets if they are allowed. */
  usableCredentialCount: number;
  eventsEnabled: boolean;
  subscriptions: readonly SubscriptionFacts[];
};

/** Something activation still needs: a sentence that says what to do, and the step and field to do it in. */
export type Requirement = { code: RequirementCode; message: string; step: StepName; field: string };

const requirement = (code: RequirementCode, step: StepName, field: string, message: string): Requirement => ({
  code,
  message,
  step,
  field,
});

/** Everything an app still needs for activation, in the order of the steps. Empty: it may be activated. */
export function missingRequirements(facts: ActivationFacts): Requirement[] {
  return [
    ...(facts.usableCredentialCount === 0
      ? [
          requirement(
            "credential",
            "credentials",
            "client-secret",
            "This app has no usable credential. Create a client secret or add a public key.",
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

/** Requirements that are missing after an edit and weren't before. */
export function newlyMissing(before: ActivationFacts, after: ActivationFacts): Requirement[] {
  const already = new Set(missingRequirements(before).map((one) => one.code));
  return missingRequirements(after).filter((one) => !already.has(one.code));
}
