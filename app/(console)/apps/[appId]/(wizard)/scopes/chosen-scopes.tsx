"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { OnDemand, onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { ChosenScope } from "./chosen-scope";
import type { ChosenEvent, HeldScope } from "./held-scopes";

const picker = onDemand(() => import("./add-scopes-dialog").then(({ AddScopesDialog }) => AddScopesDialog));

type Props = { appId: string; mayEdit: boolean; scopes: HeldScope[]; events: ChosenEvent[] };

/** If there are more scopes than this, a filter is shown. */
const manyScopes = 8;

/** The app's scopes by product, each with a Remove button, and a button to add more. */
export function ChosenScopes({ appId, mayEdit, scopes, events }: Props) {
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <section className="space-y-6">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0 grow basis-80">
          <h2 className="text-lg font-semibold">Scopes</h2>
          <p className="mt-1 text-ink-soft">
            Included in every token of this app. Request only what your code needs: the fewer scopes a token has, the
            less a stolen one can do.
          </p>
        </div>
        {mayEdit && (
          <Button id="add-scopes" variant="primary" onClick={add} {...picker.ahead}>
            <Plus aria-hidden />
            Add Scopes
          </Button>
        )}
      </div>
      {scopes.length === 0 ? (
        <NoScopes onChoose={mayEdit ? add : undefined} />
      ) : (
        <ScopeList appId={appId} mayEdit={mayEdit} scopes={scopes} />
      )}
      {adding && (
        <OnDemand part={picker} appId={appId} held={scopes} events={events} onClose={() => setAdding(false)} />
      )}
    </section>
  );
}

function NoScopes({ onChoose }: { onChoose: (() => void) | undefined }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No scopes yet"
      action={
        onChoose && (
          <Button onClick={onChoose} {...picker.ahead}>
            Choose the first scopes
          </Button>
        )
      }
    >
      A scope allows certain API methods, such as reading a user’s profile. An app needs at least one scope before you
      can activate it.
    </EmptyState>
  );
}

function ScopeList({ appId, mayEdit, scopes }: Omit<Props, "events">) {
  const [filter, setFilter] = useState("");
  const shown = scopes.length > manyScopes ? scopes.filter((scope) => isMatch(scope, filter)) : scopes;
  return (
    <div className="space-y-6">
      {scopes.length > manyScopes && (
        <Input
          type="search"
          aria-label="Filter chosen scopes"
          placeholder={`Filter these ${scopes.length} scopes`}
          autoComplete="off"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      {byProduct(shown).map(([product, group]) => (
        <section key={product} aria-label={product}>
          <h3 className="flex items-baseline gap-2 font-semibold">
            {product}
            <span className="text-xs font-normal text-ink-faint">{group.length}</span>
          </h3>
          <ul className="mt-2 divide-y rounded-lg border bg-surface">
            {group.map((scope) => (
              <ChosenScope key={scope.id} appId={appId} mayEdit={mayEdit} scope={scope} />
            ))}
          </ul>
        </section>
      ))}
      {shown.length === 0 && <p className="py-6 text-center text-ink-soft">No chosen scopes match “{filter}”.</p>}
    </div>
  );
}

function isMatch({ id, title, product }: HeldScope, filter: string): boolean {
  const text = `${id} ${title} ${product}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function byProduct(scopes: readonly HeldScope[]): [string, HeldScope[]][] {
  const groups = new Map<string, HeldScope[]>();
  for (const scope of scopes) groups.set(scope.product, [...(groups.get(scope.product) ?? []), scope]);
  return [...groups].sort(([one], [other]) => one.localeCompare(other, "en"));
}
