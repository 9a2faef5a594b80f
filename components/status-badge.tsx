import { cn } from "@/components/cn";
import { Badge, type Tone } from "@/components/ui/badge";

export type AppState = "draft" | "activated" | "deactivated" | "removed";

const looks: Record<AppState, { text: string; tone: Tone; dot: string }> = {
  draft: { text: "Draft", tone: "neutral", dot: "border-[1.5px] border-ink-faint" },
  activated: { text: "Activated", tone: "good", dot: "bg-good" },
  deactivated: { text: "Deactivated", tone: "warn", dot: "bg-warn" },
  removed: { text: "Removed", tone: "bad", dot: "bg-bad" },
};

export function StatusBadge({ state }: { state: AppState }) {
  const { text, tone, dot } = looks[state];
  return (
    <Badge tone={tone} className="gap-1.5 rounded-full px-2">
      <span aria-hidden className={cn("size-1.5 rounded-full", dot)} />
      {text}
    </Badge>
  );
}
