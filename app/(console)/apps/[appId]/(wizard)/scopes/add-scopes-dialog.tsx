"use client";

import { useMemo } from "react";
import { PickerDialog } from "@/components/picker-dialog";
import { Badge } from "@/components/ui/badge";
import { scopesRequiredByEvents } from "@/lib/scopes/rules";
import { consentParts } from "../../../../../_act/consent-dialog";
import type { CatalogAnswer } from "../_picker/catalog-answer";
import { ChangeCount, CutShort, DiscardPicks } from "../_picker/picker-summary";
import { addedBy, removedBy, withChosen } from "../_picker/picking";
import { useCatalogSearch } from "../_picker/use-catalog-search";
import type { ChosenEvent, HeldScope } from "./held-scopes";
import { type Level, levelTones } from "./level";
import { LockedScope } from "./locked-scope";
import { requiredWords } from "./required-words";
import type { ScopeItem } from "./search/route";
import { useScopePicks } from "./use-scope-picks";

type Props = { appId: string; held: HeldScope[]; events: ChosenEvent[]; onClose: () => void };

/** Picks scopes from the whole catalog; Done adds and removes them immediately. */
export function AddScopesDialog({ appId, held, events, onClose }: Props) {
  const search = useCatalogSearch<ScopeItem>(`/apps/${appId}/scopes/search`);
  const heldById = useMemo(() => new Map(held.map((scope) => [scope.id, scope])), [held]);
  const picks = useScopePicks(appId, heldById, onClose);
  const { query, category } = search.picker;
  const find = (id: string) => heldById.get(id) ?? search.seen.get(id);
  const groups = useMemo(() => {
    const required = scopesRequiredByEvents(picks.selected, events);
    return withFixed(appId, search.answer.groups, (id) => (heldById.has(id) ? required.get(id) : undefined));
  }, [appId, search.answer.groups, picks.selected, events, heldById]);
  return (
    <PickerDialog
      {...search.picker}
      open
      onOpenChange={(open) => !open && picks.close()}
      title="Add Scopes"
      searchLabel="Search scopes"
      categories={withChosen(search.answer.categories, category, picks.selected, (id) => find(id)?.product)}
      groups={groups}
      selected={picks.selected}
      onToggle={(id, on) => picks.pick([id], on)}
      onToggleGroup={picks.pick}
      summary={
        <Summary picks={picks} levelOf={(id) => find(id)?.level} answer={search.answer} searching={query !== ""} />
      }
      onDone={picks.done}
      pending={picks.act.pending}
      error={picks.act.error ?? search.problem}
      instead={consentParts(picks.act)}
      emptyText={query ? `No scopes match “${query}”.` : "No scopes here."}
    />
  );
}

type Groups = CatalogAnswer<ScopeItem>["groups"];

/** Fixes the scopes that events require, with the reason; adds Grant or Request access to locked ones. */
function withFixed(appId: string, groups: Groups, requiredBy: (id: string) => string[] | undefined) {
  return groups.map(({ name, items }) => ({
    name,
    items: items.map(({ ask, ...item }) => {
      const events = requiredBy(item.id);
      if (events) return { ...item, fixed: `${requiredWords(events)}. Remove the events first.` };
      if (!ask) return item;
      return { ...item, lockedAction: <LockedScope appId={appId} scopeId={item.id} ask={ask} /> };
    }),
  }));
}

type SummaryProps = {
  picks: ReturnType<typeof useScopePicks>;
  levelOf: (id: string) => Level | undefined;
  answer: CatalogAnswer<ScopeItem>;
  searching: boolean;
};

function Summary({ picks, levelOf, answer, searching }: SummaryProps) {
  const { changes, asking } = picks;
  if (asking) return <DiscardPicks count={changes.size} onDiscard={picks.discard} onStay={picks.stay} />;
  if (changes.size === 0) return <CutShort {...answer} noun="scopes" searching={searching} />;
  const added = addedBy(changes);
  return (
    <ChangeCount added={added} removed={removedBy(changes)}>
      {(["admin", "master"] as const).map((level) => {
        const count = added.filter((id) => levelOf(id) === level).length;
        return (
          count > 0 && (
            <Badge key={level} tone={levelTones[level]}>
              {count} {level} level
            </Badge>
          )
        );
      })}
    </ChangeCount>
  );
}
