import { cn } from "@/components/cn";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DeliveryState } from "@/lib/deliveries/delivery-filter";
import { stateLabels } from "@/lib/deliveries/failure-words";

const looks: Record<DeliveryState, { tone: Tone; dot: string }> = {
  pending: { tone: "accent", dot: "border-[1.5px] border-link" },
  held: { tone: "warn", dot: "bg-warn" },
  delivered: { tone: "good", dot: "bg-good" },
  failed: { tone: "bad", dot: "bg-bad" },
  cancelled: { tone: "neutral", dot: "border-[1.5px] border-ink-faint" },
};

/** A delivery's status as a badge. */
export function DeliveryStateBadge({ state }: { state: DeliveryState }) {
  const { tone, dot } = looks[state];
  return (
    <Badge tone={tone} className="gap-1.5 rounded-full px-2">
      <span aria-hidden className={cn("size-1.5 rounded-full", dot)} />
      {stateLabels[state]}
    </Badge>
  );
}
