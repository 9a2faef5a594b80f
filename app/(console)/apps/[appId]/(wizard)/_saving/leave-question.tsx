"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { toast } from "@/components/ui/toaster";
import { stepNames } from "@/lib/apps/step-names";
import type { SaveQueue } from "./save-queue";

const asking = onDemand(() => import("@/components/confirm-dialog").then(({ ConfirmDialog }) => ConfirmDialog));

/** Asks before a link on the page loses what is in an open editor; says so if it is kept instead. */
export function LeaveQuestion({ queue }: { queue: SaveQueue }) {
  const [to, setTo] = useState<string | null>(null);
  const router = useRouter();
  useLinkGuard(queue, setTo);
  if (to === null) return null;
  return (
    <OnDemand
      part={asking}
      open
      onOpenChange={() => setTo(null)}
      title="Leave without saving?"
      confirmLabel="Leave without saving"
      onConfirm={() => {
        setTo(null);
        router.push(to as "/apps");
      }}
    >
      <p>Some of what you typed isn’t saved and will be lost.</p>
    </OnDemand>
  );
}

/** Calls `onLoss` with the address of a clicked link, and stops it, if following it would lose unsaved changes. */
function useLinkGuard(queue: SaveQueue, onLoss: (to: string) => void) {
  useEffect(() => {
    function onClick(event: MouseEvent) {
      const link = linkOf(event);
      if (!link) return;
      const fate = queue.fateOn(isStep(link.pathname) ? "step" : "elsewhere");
      if (fate === "kept") toast("Unsaved changes are kept in this browser tab");
      if (fate !== "lost") return;
      event.preventDefault();
      event.stopPropagation();
      onLoss(link.pathname + link.search + link.hash);
    }
    // Before the links themselves, which navigate on click.
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, [queue, onLoss]);
}

/** The link to another page of Patchbay that this click follows in this tab; null if it follows none. */
function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.target === "_blank" || link.origin !== location.origin) return null;
  return link.pathname === location.pathname ? null : link;
}

/** Whether this is a step of the app whose wizard is open. */
function isStep(pathname: string): boolean {
  const [app, step] = [pathname, location.pathname].map((path) => path.slice(0, path.lastIndexOf("/")));
  return app === step && stepNames.some((name) => pathname.endsWith(`/${name}`));
}
