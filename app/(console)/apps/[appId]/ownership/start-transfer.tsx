"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { transferDays } from "@/lib/limits";
import type { listNewOwners } from "@/lib/ownership/queries";
import { useAct } from "../../../../_act/use-act";
import { usePreview } from "../../../_effect/use-preview";
import { previewTransferAction, startTransferAction } from "./actions";
import { OutcomeList } from "./outcome-list";

type Person = Awaited<ReturnType<typeof listNewOwners>>[number];

/** Offers the app to another person, after showing what would change. */
export function StartTransfer({ appId, people }: { appId: string; people: Person[] }) {
  const [toId, setToId] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { shown: outcome, problem } = usePreview(toId || null, (id) => previewTransferAction({ appId, toId: id }));
  const chosen = people.find((person) => person.id === toId);
  const act = useAct(startTransferAction, { done: () => `The app was offered to ${chosen?.name}.` });
  const why = isMissing ? "Choose the new owner first." : (act.error ?? problem);

  return (
    <section className="space-y-5 py-8">
      <div>
        <h2 className="text-lg font-semibold">Transfer ownership</h2>
        <p className="mt-1 text-ink-soft">
          The new owner has {transferDays} days to accept; until then nothing changes. Scopes that their role does not
          grant would be removed, so choose someone whose role grants them.
        </p>
      </div>
      <Field label="New owner">
        {(control) => (
          <Select
            {...control}
            value={toId}
            onChange={(event) => {
              act.drop();
              setMissing(false);
              setToId(event.target.value);
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
      {why && <Alert tone="bad">{why}</Alert>}
      <Button
        variant="primary"
        pending={act.pending}
        onClick={() => (chosen ? act.run({ appId, toId }) : setMissing(true))}
      >
        Start transfer
      </Button>
    </section>
  );
}
