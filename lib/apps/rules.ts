import * as z from "zod";
import type { StepName } from "@/lib/apps/step-names";
import { line, requiredLine } from "@/lib/text";

export type AppState = "draft" | "activated" | "deactivated";

/** The fields of Information, with their bounds; the form and the server read the same ones. */
export const informationInput = z.object({
  name: requiredLine(50, "Give the app a name."),
  shortDescription: line(150),
  companyName: line(150),
  contactName: line(150),
  contactEmail: line(150).refine(
    (text) => text === "" || isEmail(text),
    "Enter an email address such as name@example.com.",
  ),
});

export type Information = z.output<typeof informationInput>;
export type InformationField = keyof Information;

export const informationFields = Object.keys(informationInput.shape) as [InformationField, ...InformationField[]];

const isEmail = (text: string): boolean => z.email().safeParse(text).success;

export const maxSubscriptions = 20;

/** An endpoint that notifications can go to, as far as its spelling tells. */
const endpointUrlInput = line(2000)
  .refine((text) => text !== "", "Enter the endpoint URL.")
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:", "Enter a URL that begins with https://.")
  .refine((text) => !URL.canParse(text) || !new URL(text).username, "Remove the user name and password from the URL.");

/** A subscription as its form holds it. */
export const subscriptionInput = z.object({
  name: line(150),
  url: endpointUrlInput,
  eventIds: z.array(z.string().max(200)).max(1000),
});

export type SubscriptionFacts = { id: string; enabled: boolean; validated: boolean; eventCount: number };

export type ActivationFacts = {
  companyName: string;
  contactName: string;
  contactEmail: string;
  scopeCount: number;
  /** Client secrets, where they may be used, and public keys. */
  usableCredentialCount: number;
  eventsEnabled: boolean;
  subscriptions: readonly SubscriptionFacts[];
};

type RequirementCode =
  | "company-name"
  | "contact-name"
  | "contact-email"
  | "scope"
  | "credential"
  | "subscription"
  | "subscription-validated"
  | "subscription-events";

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

function informationMissing(facts: ActivationFacts): Requirement[] {
  const missing: Requirement[] = [];
  if (!facts.companyName)
    missing.push(requirement("company-name", "information", "companyName", "Enter the company name."));
  if (!facts.contactName) {
    missing.push(requirement("contact-name", "information", "contactName", "Enter the developer contact's name."));
  }
  if (!isEmail(facts.contactEmail)) {
    missing.push(
      requirement("contact-email", "information", "contactEmail", "Enter the developer contact's email address."),
    );
  }
  return missing;
}

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

/** A credential, a client secret or a public key, counts while its end has not come. */
export const isUsable = (credential: { expiresAt: Date | null }, now: Date): boolean =>
  credential.expiresAt === null || credential.expiresAt > now;
