import { cva } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import type { Tone } from "./badge";

const look = cva("flex items-start gap-3 rounded-lg border px-4 py-3", {
  variants: {
    tone: {
      neutral: "bg-surface",
      accent: "border-accent-line bg-accent-soft",
      good: "border-good-line bg-good-soft",
      warn: "border-warn-line bg-warn-soft",
      bad: "border-bad-line bg-bad-soft",
    },
  },
});

const icons = {
  neutral: <Info className="text-ink-faint" />,
  accent: <Info className="text-link" />,
  good: <CircleCheck className="text-good" />,
  warn: <TriangleAlert className="text-warn" />,
  bad: <CircleAlert className="text-bad" />,
};

type AlertProps = {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** Buttons or links on the right; below the text on narrow screens. */
  actions?: ReactNode;
  /** Defaults to "alert" for tone `bad`, else "status". Use "note" for a banner that is there from the start. */
  role?: "alert" | "status" | "note";
  className?: string;
};

/** A banner that says what is wrong and what to do. */
export function Alert({ tone = "neutral", title, children, actions, role, className }: AlertProps) {
  return (
    <div role={role ?? (tone === "bad" ? "alert" : "status")} className={cn(look({ tone }), className)}>
      <span aria-hidden className="mt-0.5 shrink-0 [&_svg]:size-4">
        {icons[tone]}
      </span>
      <div className="flex min-w-0 grow flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-64 space-y-1 break-words">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="text-ink-soft">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
