import type { AppState } from "@/lib/app-state";
import { type ActivationFacts, missingRequirements } from "@/lib/apps/rules";
import { type StepName, stepNames } from "@/lib/apps/step-names";

export type StepStatus = "complete" | "open" | "problem";

/**
 * A step is complete when activation needs nothing more on it. Otherwise it is open, or a problem if the app is
 * activated.
 */
export function stepStatuses(facts: ActivationFacts & { state: AppState }): Record<StepName, StepStatus> {
  const missing = new Set(missingRequirements(facts).map((one) => one.step));
  const unmet: StepStatus = facts.state === "activated" ? "problem" : "open";
  const status = (step: StepName): StepStatus => (missing.has(step) ? unmet : "complete");
  return {
    credentials: status("credentials"),
    information: status("information"),
    features: status("features"),
    scopes: status("scopes"),
    activation: facts.state === "activated" ? (missing.size > 0 ? "problem" : "complete") : "open",
  };
}

/** Where to resume building an app: its first step that isn't complete. */
export const firstUnfinishedStep = (statuses: Record<StepName, StepStatus>): StepName =>
  stepNames.find((step) => statuses[step] !== "complete") ?? "activation";
