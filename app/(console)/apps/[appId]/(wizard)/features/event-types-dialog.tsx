"use client";

import { useMemo, useState } from "react";
import { PickerDialog } from "@/components/picker-dialog";
import { ChangeCount, CutShort, DiscardPicks } from "../picker-summary";
import { addedBy, noPicks, removedBy, selectionOf, withChosen, withPick } from "../picking";
import { useCatalogueSearch } from "../use-catalogue-search";
import { type EventChoice, scopesBrought } from "./events-of-subscription";
import type { EventItem } from "./search/route";

type Props = {
  appId: string;
  /** The events of the editor, and those of the subscription as it is saved. */
  chosen: EventChoice[];
  before: EventChoice[];
  heldScopes: string[];
  onClose: () => void;
  onDone: (events: EventChoice[]) => void;
};

/** Picks event types for a subscription that is being edited; nothing is saved before the subscription is. */
export function EventTypesDialog({ appId, chosen, before, heldScopes, onClose, onDone }: Props) {
  const search = useCatalogueSearch<EventItem>(`/apps/${appId}/features/search`);
  const known = useMemo(() => new Map([...before, ...chosen].map((event) => [event.id, event])), [before, chosen]);
  const held = useMemo(() => new Set(chosen.map((event) => event.id)), [chosen]);
  const [picks, setPicks] = useState(noPicks);
  const [asking, setAsking] = useState(false);
  const selected = useMemo(() => selectionOf(held, picks), [held, picks]);
  const find = (id: string): EventChoice | undefined => known.get(id) ?? search.seen.get(id);
  const events = [...selected].flatMap((id) => find(id) ?? []);

  function pick(ids: string[], on: boolean) {
    setPicks(withPick(picks, held, ids, on));
    setAsking(false);
  }

  function done() {
    onDone(events.map(choiceOf));
    onClose();
  }

  const fresh = events.filter((event) => !before.some((one) => one.id === event.id));
  return (
    <PickerDialog
      open
      onOpenChange={(open) => !open && (picks.size === 0 ? onClose() : setAsking(true))}
      title="Event types"
      searchLabel="Search events"
      query={search.query}
      onQueryChange={search.setQuery}
      loading={search.waiting}
      categories={withChosen(search.answer.categories, selected, (id) => find(id)?.product)}
      category={search.category}
      onCategory={search.setCategory}
      groups={unlocked(search.answer.groups, known)}
      selected={selected}
      onToggle={(id, on) => pick([id], on)}
      onToggleGroup={pick}
      summary={
        asking ? (
          <DiscardPicks count={picks.size} onDiscard={onClose} onStay={() => setAsking(false)} />
        ) : (
          <Summary added={addedBy(picks)} removed={removedBy(picks)} scopes={scopesBrought(fresh, heldScopes)}>
            <CutShort shown={search.answer.shown} total={search.answer.total} noun="events" />
          </Summary>
        )
      }
      onDone={done}
      error={search.problem}
      emptyText={search.query ? `No event fits “${search.query}”.` : "There is no event here."}
    />
  );
}

/** An event that the subscription has already can always be taken out of it and put back. */
function unlocked(groups: { name: string; items: EventItem[] }[], known: ReadonlyMap<string, unknown>) {
  return groups.map(({ name, items }) => ({
    name,
    items: items.map((item) => (item.locked !== undefined && known.has(item.id) ? { ...item, locked: undefined } : item)),
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
