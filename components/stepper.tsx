"use client";

import { Check, CircleAlert } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { cn } from "@/components/cn";
import { Link } from "@/components/ui/link";

export type Step = { label: string; href: string; status: "complete" | "open" | "problem"; current: boolean };

const spoken = { complete: "Complete", open: "Open", problem: "Has a problem" };

/** The steps of a wizard: links named by their label alone and described by their status. A strip on narrow screens. */
export function Stepper({ steps }: { steps: Step[] }) {
  const strip = useRef<HTMLOListElement>(null);
  const current = steps.find((step) => step.current)?.href;
  useEffect(() => {
    const link = current && strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (link && strip.current)
      strip.current.scrollLeft = link.offsetLeft - strip.current.clientWidth / 2 + link.offsetWidth / 2;
  }, [current]);
  return (
    <nav aria-label="Steps">
      <ol ref={strip} className="relative -m-1 flex gap-1 overflow-x-auto p-1 rail:flex-col">
        {steps.map((step) => (
          <StepItem key={step.href} {...step} />
        ))}
      </ol>
    </nav>
  );
}

function StepItem({ label, href, status, current }: Step) {
  const id = useId();
  return (
    <li className="shrink-0">
      <Link
        href={href}
        aria-current={current ? "step" : undefined}
        aria-describedby={id}
        className={cn(
          "flex h-9 items-center gap-2.5 rounded-full px-3 font-medium whitespace-nowrap transition-colors duration-100 pointer-coarse:h-11",
          current
            ? "bg-accent-soft font-semibold text-ink inset-ring inset-ring-accent-line"
            : "text-ink-soft hover:bg-hover hover:text-ink",
        )}
      >
        <StepMark status={status} />
        {label}
      </Link>
      <span id={id} hidden>
        {spoken[status]}
      </span>
    </li>
  );
}

function StepMark({ status }: Pick<Step, "status">) {
  return (
    <span aria-hidden className="grid size-4 shrink-0 place-items-center">
      {status === "complete" && <Check strokeWidth={2.5} className="size-4 text-good" />}
      {status === "problem" && <CircleAlert strokeWidth={2.25} className="size-4 text-warn" />}
      {status === "open" && <span className="size-2 rounded-full border-[1.5px] border-current" />}
    </span>
  );
}
