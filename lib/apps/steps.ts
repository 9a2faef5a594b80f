import type { AppState } from "@/lib/app-state";
import { type ActivationFacts, missingRequirements } from "@/lib/apps/rules";
import { type StepName, stepNames } from "@/lib/apps/step-names";

export type StepStatus = "complete" | "open" | "problem";

/**
 * Complete when nothing that activation needs is open on the step. What is missing is open on an app that is being
 * built, and a problem on one that is activated.
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

/** Where an app is taken up again: its first step that is not complete. */
export const firstUnfinishedStep = (statuses: Record<StepName, StepStatus>): StepName =>
  stepNames.find((step) => statuses[step] !== "complete") ?? "activation";
