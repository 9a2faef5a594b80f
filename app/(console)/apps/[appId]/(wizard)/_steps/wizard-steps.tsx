"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Stepper } from "@/components/stepper";
import { type StepName, stepLabels, stepNames } from "@/lib/apps/step-names";
import type { StepStatus } from "@/lib/apps/steps";

type Props = { appId: string; statuses: Record<StepName, StepStatus> };

/** The five steps, each with its status by the same rules as activation. */
export function WizardSteps({ appId, statuses }: Props) {
  const current = useSelectedLayoutSegment();
  return (
    <Stepper
      steps={stepNames.map((step) => ({
        label: stepLabels[step],
        href: `/apps/${appId}/${step}`,
        status: statuses[step],
        current: step === current,
      }))}
    />
  );
}
