"use client";

import { useTransition } from "react";
import { goTo } from "@/components/navigation";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { actionGroups, titleOf } from "@/lib/activity/action-groups";
import type { AuditedPerson } from "@/lib/activity/choices";
import { type ActivityFilter, byPatchbay, isFiltered } from "@/lib/activity/filter";
import { activityAddress } from "./activity-address";
import { ActivityDays } from "./activity-days";
import { Labelled, useFollowed } from "./activity-field";

type Props = { path: string; filter: ActivityFilter; people: AuditedPerson[]; withApp?: boolean };

/** Filters by person, action, app and days. They live in the address, so Back undoes each choice. */
export function ActivityFilters({ path, filter, people, withApp = false }: Props) {
  const [pending, startTransition] = useTransition();
  const show = (change: Partial<ActivityFilter>) =>
    startTransition(() => goTo(activityAddress(path, { ...filter, ...change }), { scroll: false }));
  return (
    <search aria-label="Activity" aria-busy={pending} className="mb-6 block">
      <div className="grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
        <PersonSelect by={filter.by} people={people} onChange={(by) => show({ by })} />
        <WhatSelect what={filter.what} onChange={(what) => show({ what })} />
        {withApp && <AppInput app={filter.app} onChange={(app) => show({ app })} />}
        <ActivityDays filter={filter} onChange={show} />
      </div>
      {isFiltered(filter) && (
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          {filter.act && <span>Showing the entries of one act only.</span>}
          <Link href={path} className="link">
            Clear filters
          </Link>
        </p>
      )}
    </search>
  );
}

type PersonProps = { by: string | null; people: AuditedPerson[]; onChange: (by: string | null) => void };

function PersonSelect({ by, people, onChange }: PersonProps) {
  const isUnknown = by !== null && by !== byPatchbay && !people.some((person) => person.id === by);
  return (
    <Labelled label="Person" className="basis-40">
      {(id) => (
        <Select id={id} value={by ?? ""} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">Everyone</option>
          <option value={byPatchbay}>System</option>
          {isUnknown && <option value={by}>Someone else</option>}
          {people.map(({ id, name, isRemoved }) => (
            <option key={id} value={id}>
              {isRemoved ? `${name} (removed)` : name}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}

function WhatSelect({ what, onChange }: { what: string | null; onChange: (what: string | null) => void }) {
  return (
    <Labelled label="Action" className="basis-48">
      {(id) => (
        <Select id={id} value={what ?? ""} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">All</option>
          {actionGroups().map((group) => (
            <optgroup key={group.key} label={group.label}>
              {group.actions.length > 1 && <option value={group.key}>{`${group.label}: all`}</option>}
              {group.actions.map((action) => (
                <option key={action} value={action}>
                  {titleOf(action)}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Labelled>
  );
}

function AppInput({ app, onChange }: { app: string | null; onChange: (app: string | null) => void }) {
  const [text, setText] = useFollowed(app ?? "");
  return (
    <form
      className="col-span-2 min-w-0 grow basis-52 sm:max-w-64"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim() || null);
      }}
    >
      <Labelled label="App">
        {(id) => (
          <span className="flex gap-2">
            <Input
              id={id}
              type="search"
              enterKeyHint="search"
              maxLength={100}
              placeholder="Name or client ID"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {text.trim() !== (app ?? "") && <Button type="submit">Find</Button>}
          </span>
        )}
      </Labelled>
    </form>
  );
}
