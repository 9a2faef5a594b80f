"use client";

import { startTransition, useOptimistic } from "react";
import { Switch } from "@/components/ui/switch";
import { ConsentDialog } from "../../../../../_act/consent-dialog";
import { useChange } from "../_saving/use-change";
import { setEventsEnabledAction } from "./actions";

type Props = { appId: string; mayEdit: boolean; enabled: boolean; kept: number };

/** Turns Event subscriptions on and off immediately; turning them off keeps the configuration. */
export function EventsToggle({ appId, mayEdit, enabled, kept }: Props) {
  const [on, setOn] = useOptimistic(enabled);
  const act = useChange(setEventsEnabledAction);

  function turn(wanted: boolean) {
    startTransition(async () => {
      setOn(wanted);
      await act.run({ appId, enabled: wanted });
    });
  }

  return (
    <section className="flex items-start gap-4 rounded-lg border bg-surface px-4 py-3.5">
      <div className="min-w-0 grow">
        <h3 id="events-toggle-label" className="font-semibold">
          Event subscriptions
        </h3>
        <p id="events-toggle-about" className="mt-0.5 text-ink-soft">
          Get signed notifications at your own endpoint when something happens in your account.
          {!on && kept > 0 && ` Off: nothing is sent, and ${keptWords(kept)} for when you turn it on again.`}
        </p>
        {act.error && (
          <p role="alert" className="mt-1 text-sm text-bad">
            Not changed: {act.error}
          </p>
        )}
      </div>
      <Switch
        id="events-toggle"
        aria-labelledby="events-toggle-label"
        aria-describedby="events-toggle-about"
        className="mt-0.5"
        checked={on}
        disabled={!mayEdit}
        onCheckedChange={turn}
      />
      <ConsentDialog act={act} />
    </section>
  );
}

const keptWords = (kept: number): string =>
  kept === 1 ? "your subscription is kept" : `your ${kept} subscriptions are kept`;
