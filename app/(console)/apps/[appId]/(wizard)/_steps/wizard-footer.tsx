"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import type { MouseEvent } from "react";
import { goTo } from "@/components/navigation";
import { SaveState } from "@/components/save-state";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { type StepName, stepNames } from "@/lib/apps/step-names";
import { useSaving } from "../_saving/saving";

/** Back, the saving state and Continue. Both links save pending changes first, and stay on the page if that fails. */
export function WizardFooter({ appId }: { appId: string }) {
  const step = stepNames.indexOf(useSelectedLayoutSegment() as StepName);
  const { state, flush } = useSaving();
  const at = (index: number) => (stepNames[index] ? (`/apps/${appId}/${stepNames[index]}` as const) : "/apps");

  async function leave(event: MouseEvent<HTMLAnchorElement>) {
    const isPending = state.kind === "saving" || state.kind === "failed";
    if (event.metaKey || event.ctrlKey || event.shiftKey || !isPending) return;
    event.preventDefault();
    const { pathname } = new URL(event.currentTarget.href);
    if (await flush()) goTo(pathname);
    else document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  return (
    <footer className="sticky bottom-0 z-10 mt-10 flex items-center gap-4 border-t bg-canvas py-4">
      <Button asChild>
        <Link href={at(step - 1)} onClick={leave}>
          Back
        </Link>
      </Button>
      <div className="flex min-w-0 grow justify-end">
        <SaveState state={state} />
      </div>
      <Button asChild>
        <Link href={at(step + 1)} onClick={leave}>
          Continue
        </Link>
      </Button>
    </footer>
  );
}
