/** The steps of the wizard, in order; each is also the last segment of its page's path. */
export const stepNames = ["credentials", "information", "features", "scopes", "activation"] as const;

export type StepName = (typeof stepNames)[number];

export const stepLabels: Record<StepName, string> = {
  credentials: "App credentials",
  information: "Information",
  features: "Feature",
  scopes: "Scopes",
  activation: "Activation",
};
