/** The steps of the wizard, in their order; each is also its page's address. */
export const stepNames = ["credentials", "information", "features", "scopes", "activation"] as const;

export type StepName = (typeof stepNames)[number];

export const stepLabels: Record<StepName, string> = {
  credentials: "App credentials",
  information: "Information",
  features: "Feature",
  scopes: "Scopes",
  activation: "Activation",
};
