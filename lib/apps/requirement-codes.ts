/** The requirements of activation, by codes that don't change. */
export type RequirementCode =
  | "company-name"
  | "contact-name"
  | "contact-email"
  | "scope"
  | "credential"
  | "subscription"
  | "subscription-validated"
  | "subscription-events";
