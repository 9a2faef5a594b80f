import type { Tone } from "@/components/ui/badge";
import type { DisabledBecause } from "@/lib/apps/rules";
import { failingDays } from "@/lib/subscriptions/limits";
import { disabledAfter } from "@/lib/subscriptions/validation-rules";

type Facts = {
  enabled: boolean;
  disabledBecause: DisabledBecause | null;
  validated: boolean;
  failures: number;
  eventCount: number;
};

/** A subscription's state in a word; `why` gives the reason and the remedy, null if nothing is wrong. */
export type Standing = { word: string; tone: Tone; why: string | null };

const disabled: Record<DisabledBecause, string> = {
  person: "Someone disabled it. Nothing is sent until it is enabled again.",
  validation: `The endpoint failed validation ${disabledAfter} times in a row. Fix it, then validate it to enable the subscription again.`,
  gone: "The endpoint answered 410 Gone. Enter another endpoint URL, or validate this one to enable the subscription again.",
  failing: `The endpoint accepted no notification for ${failingDays} days. Fix it, then validate it to enable the subscription again.`,
};

export function standingOf(facts: Facts): Standing {
  if (facts.enabled) return { word: "Enabled", ...troubleOf(facts) };
  if (facts.disabledBecause) {
    const tone = facts.disabledBecause === "person" ? "warn" : "bad";
    return { word: "Disabled", tone, why: disabled[facts.disabledBecause] };
  }
  return { word: "Draft", tone: "neutral", why: nextFor(facts) };
}

function troubleOf({ validated, failures }: Facts): Pick<Standing, "tone" | "why"> {
  if (!validated)
    return { tone: "warn", why: "The endpoint isn’t validated with the current secret token. Validate it again." };
  if (failures === 0) return { tone: "good", why: null };
  const times = failures === 1 ? "once" : `${failures} times in a row`;
  return {
    tone: "warn",
    why: `The endpoint failed revalidation ${times}. After ${disabledAfter} failures in a row the subscription is disabled.`,
  };
}

/** What a draft needs before it is enabled and delivers. */
function nextFor({ validated, eventCount }: Facts): string {
  if (validated) return "Drafts don’t deliver. Choose at least one event to enable this subscription.";
  return eventCount === 0
    ? "Drafts don’t deliver. Validate the endpoint and choose at least one event to enable this subscription."
    : "Drafts don’t deliver. Validate the endpoint to enable this subscription.";
}
