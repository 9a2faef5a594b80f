"use client";

import { useMemo, useState } from "react";
import { PickerDialog } from "@/components/picker-dialog";
import { ChangeCount, CutShort, DiscardPicks } from "../_picker/picker-summary";
import { addedBy, noPicks, removedBy, selectionOf, withChosen, withPick } from "../_picker/picking";
import { useCatalogSearch } from "../_picker/use-catalog-search";
import { type EventChoice, scopesBrought } from "./events-of-subscription";
import type { EventItem } from "./search/route";

type Props = {
  appId: string;
  /** The events in the editor; `before`: those of the saved subscription. */
  chosen: EventChoice[];
  before: EventChoice[];
  heldScopes: string[];
  onClose: () => void;
  onDone: (events: EventChoice[]) => void;
};

/** Picks event types for the subscription being edited; they are saved with it. */
export function EventTypesDialog({ appId, chosen, before, heldScopes, onClose, onDone }: Props) {
  const search = useCatalogSearch<EventItem>(`/apps/${appId}/features/search`);
  const known = useMemo(() => new Map([...before, ...chosen].map((event) => [event.id, event])), [before, chosen]);
  const groups = useMemo(() => unlocked(search.answer.groups, known), [search.answer.groups, known]);
  const { picks, pick, selected, asking, setAsking } = usePicks(chosen);
  const find = (id: string): EventChoice | undefined => search.seen.get(id) ?? known.get(id);
  const events = [...selected].flatMap((id) => find(id) ?? []);
  const fresh = events.filter((event) => !before.some((one) => one.id === event.id));
  const { query, category } = search.picker;

  function done() {
    onDone(events.map(choiceOf));
    onClose();
  }

  return (
    <PickerDialog
      {...search.picker}
      open
      onOpenChange={(open) => !open && (picks.size === 0 ? onClose() : setAsking(true))}
      title="Event types"
      searchLabel="Search events"
      categories={withChosen(search.answer.categories, category, selected, (id) => find(id)?.product)}
      groups={groups}
      selected={selected}
      onToggle={(id, on) => pick([id], on)}
      onToggleGroup={pick}
      summary={
        asking ? (
          <DiscardPicks count={picks.size} onDiscard={onClose} onStay={() => setAsking(false)} />
        ) : (
          <Summary added={addedBy(picks)} removed={removedBy(picks)} scopes={scopesBrought(fresh, heldScopes)}>
            <CutShort {...search.answer} noun="events" searching={query !== ""} />
          </Summary>
        )
      }
      onDone={done}
      error={search.problem}
      emptyText={query ? `No events match “${query}”.` : "No events here."}
    />
  );
}

/** The picks since the dialog opened; `asking`: the dialog is asking whether to discard them. */
function usePicks(chosen: readonly EventChoice[]) {
  const [picks, setPicks] = useState(noPicks);
  const [asking, setAsking] = useState(false);
  const held = useMemo(() => new Set(chosen.map((event) => event.id)), [chosen]);
  const selected = useMemo(() => selectionOf(held, picks), [held, picks]);

  function pick(ids: string[], on: boolean) {
    setPicks(withPick(picks, held, ids, on));
    setAsking(false);
  }

  return { picks, pick, selected, asking, setAsking };
}

/** Unlocks the events the subscription already has: they can always be removed and added back. */
function unlocked(groups: { name: string; items: EventItem[] }[], known: ReadonlyMap<string, unknown>) {
  return groups.map(({ name, items }) => ({
    name,
    items: items.map(({ locked, ...item }) =>
      locked === undefined || known.has(item.id) ? item : { ...item, locked },
    ),
  }));
}

const choiceOf = ({ id, product, title, scopes, grantable }: EventChoice): EventChoice => ({
  id,
  product,
  title,
  scopes,
  grantable,
});

type SummaryProps = { added: string[]; removed: string[]; scopes: string[]; children: React.ReactNode };

function Summary({ added, removed, scopes, children }: SummaryProps) {
  if (added.length === 0 && removed.length === 0) return children;
  return (
    <ChangeCount added={added} removed={removed}>
      {scopes.length > 0 && (
        <span>
          adds {scopes.length === 1 ? "the scope" : `${scopes.length} scopes:`}{" "}
          <span className="font-mono break-all text-good">{scopes.join(", ")}</span>
        </span>
      )}
    </ChangeCount>
  );
}
