"use client";

import { CircleCheck, CircleDashed } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { revalidateAfterHours } from "@/lib/subscriptions/validation-rules";
import type { useValidation } from "./use-validation";
import { ValidationStages } from "./validation-stages";

/** Sends the challenge to the endpoint URL in the form and shows the result. */
export function ValidationPart({ validate, pending, problem, isValid, validation }: ReturnType<typeof useValidation>) {
  return (
    <section aria-label="Validation" className="space-y-3 border-t pt-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button pending={pending} onClick={validate}>
          Validate
        </Button>
        <span className="flex items-center gap-1.5 text-sm">
          <Mark isValid={pending ? null : isValid} />
          <span role="status" className={isValid ? "text-good" : "text-ink-soft"}>
            {pending || isValid === null ? "" : isValid ? "Validated" : "Not validated"}
          </span>
        </span>
        <p className="basis-full text-sm text-ink-soft">
          Patchbay sends a challenge to the endpoint URL. Your endpoint must answer it using the secret token, which
          proves it’s yours. Repeated every {revalidateAfterHours} hours.
        </p>
      </div>
      {problem && <Alert tone="bad">{problem}</Alert>}
      {validation && <ValidationStages validation={validation} />}
    </section>
  );
}

function Mark({ isValid }: { isValid: boolean | null }) {
  if (isValid === null) return null;
  if (isValid) return <CircleCheck aria-hidden className="size-4 text-good" />;
  return <CircleDashed aria-hidden className="size-4 text-ink-faint" />;
}
