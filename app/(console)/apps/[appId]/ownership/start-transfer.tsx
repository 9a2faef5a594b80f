"use client";

import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { transferDays } from "@/lib/limits";
import type { listNewOwners, Outcome } from "@/lib/ownership/queries";
import { previewTransferAction, startTransferAction } from "./actions";
import { OutcomeList } from "./outcome-list";
import { useAct } from "./use-act";

type Person = Awaited<ReturnType<typeof listNewOwners>>[number];

/** Offers the app to somebody: whom, what it would mean, and off it goes. */
export function StartTransfer({ appId, people }: { appId: string; people: Person[] }) {
  const { toId, outcome, choose, error: previewError } = usePreview(appId);
  const { pending, error, setError, act } = useAct();
  const chosen = people.find((person) => person.id === toId);

  function start() {
    if (!chosen) return setError("Choose the new owner first.");
    return act(() => startTransferAction({ appId, toId: chosen.id }), `The app was offered to ${chosen.name}.`);
  }

  return (
    <section className="space-y-5 py-8">
      <div>
        <h2 className="text-lg font-semibold">Transfer ownership</h2>
        <p className="mt-1 text-ink-soft">
          The new owner has {transferDays} days to accept; until then nothing changes. Scopes that their role does not
          grant would leave the app, so choose somebody whose role grants them.
        </p>
      </div>
      <Field label="New owner">
        {(control) => (
          <Select
            {...control}
            value={toId}
            onChange={(event) => {
              setError(undefined);
              choose(event.target.value);
            }}
          >
            <option value="">Choose a person</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {`${person.name} (${person.email}), ${person.roleName}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div aria-live="polite">{chosen && outcome && <OutcomeList outcome={outcome} whose={`${chosen.name}’s`} />}</div>
      {(error ?? previewError) && <Alert tone="bad">{error ?? previewError}</Alert>}
      <Button variant="primary" pending={pending} onClick={start}>
        Start transfer
      </Button>
    </section>
  );
}

/** The chosen person, and what becomes of the app under them as soon as the server has said it. */
function usePreview(appId: string) {
  const [toId, setToId] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<string>();
  const latest = useRef("");

  async function choose(id: string) {
    latest.current = id;
    setToId(id);
    setOutcome(null);
    setError(undefined);
    if (!id) return;
    const result = await previewTransferAction({ appId, toId: id }).catch(() => null);
    if (latest.current !== id) return;
    if (result?.ok) setOutcome(result.value);
    else setError(result?.message ?? "The server cannot be reached, so what would leave the app is not known.");
  }

  return { toId, outcome, error, choose };
}
