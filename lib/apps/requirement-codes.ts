/** What activation needs, each by a code that stays. */
export type RequirementCode =
  | "company-name"
  | "contact-name"
  | "contact-email"
  | "scope"
  | "credential"
  | "subscription"
  | "subscription-validated"
  | "subscription-events";
