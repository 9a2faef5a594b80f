"use client";

import { startTransition, useOptimistic, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { BreaksActivationDialog } from "../_act/breaks-activation-dialog";
import { useSaveNow } from "../_saving/use-save-now";
import { setEventsEnabledAction } from "./actions";

type Props = { appId: string; mayEdit: boolean; enabled: boolean; kept: number };

/** Turns Event subscriptions on and off, at once; off keeps what was configured. */
export function EventsToggle({ appId, mayEdit, enabled, kept }: Props) {
  const { change } = useSaveNow();
  const [on, setOn] = useOptimistic(enabled);
  const [pending, setPending] = useState(false);
  const [reasons, setReasons] = useState<string[] | null>(null);
  const [error, setError] = useState<string>();

  function turn(wanted: boolean, andDeactivate = false) {
    startTransition(async () => {
      setOn(wanted);
      setPending(true);
      const result = await change(() => setEventsEnabledAction({ appId, enabled: wanted, andDeactivate }));
      setPending(false);
      const breaks = !result.ok && result.code === "would-break-activation";
      setReasons(breaks ? result.items.map((item) => item.message) : null);
      setError(result.ok || breaks ? undefined : result.message);
    });
  }

  return (
    <section className="flex items-start gap-4 rounded-lg border bg-surface px-4 py-3.5">
      <div className="min-w-0 grow">
        <h3 id="events-toggle-label" className="font-semibold">
          Event subscriptions
        </h3>
        <p id="events-toggle-about" className="mt-0.5 text-ink-soft">
          Patchbay posts a signed notification to an address of yours when something happens in the account.
          {!on && kept > 0 && ` Off: nothing is sent, and ${keptWords(kept)} for when you turn it on again.`}
        </p>
        {error && (
          <p role="alert" className="mt-1 text-sm text-bad">
            Not changed: {error}
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
        onCheckedChange={(wanted) => turn(wanted)}
      />
      <BreaksActivationDialog
        reasons={reasons}
        pending={pending}
        onKeep={() => setReasons(null)}
        onDeactivate={() => turn(!enabled, true)}
      />
    </section>
  );
}

const keptWords = (kept: number): string =>
  kept === 1 ? "your subscription is kept" : `your ${kept} subscriptions are kept`;
