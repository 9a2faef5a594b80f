"use client";

import { useEffect, useRef } from "react";
import { Select } from "@/components/ui/select";
import type { AppListQuery } from "@/lib/condition/list-query";
import type { AppOwner } from "@/lib/condition/owners";
import { firstPage } from "./list-address";
import { OwnerFilter } from "./owner-filter";
import { SearchBox } from "./search-box";
import { useListAddress } from "./use-list-address";

type Props = { query: AppListQuery; owner: AppOwner | null; total: number; more: boolean };

/** Search, owner, status and sort order of Created apps, all kept in the URL. */
export function AppFilters({ query, owner, total, more }: Props) {
  const { show, pending } = useListAddress();
  const wanted = useRef(query);
  useEffect(() => {
    wanted.current = query;
  }, [query]);

  /** Builds on the newest choice, even if its page is still loading. */
  function change(part: Partial<AppListQuery>, replacing = false) {
    wanted.current = { ...firstPage(wanted.current), ...part };
    show(wanted.current, replacing);
  }

  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      {/* A new search adds a history entry; refining it replaces that entry. */}
      <SearchBox
        search={query.search}
        onSearch={(search) => change({ search }, wanted.current.search !== "" && search !== "")}
      />
      <OwnerFilter owner={owner} onOwner={(id) => change({ owner: id })} />
      {!query.removed && <StatusAndOrder query={query} onChange={change} />}
      <p aria-live="polite" aria-busy={pending} className="ml-auto text-sm text-ink-soft">
        {countWords(total, more)}
      </p>
    </div>
  );
}

function countWords(total: number, more: boolean): string {
  const count = total.toLocaleString("en");
  if (more) return `More than ${count} apps`;
  return total === 1 ? "1 app" : `${count} apps`;
}

type SelectsProps = { query: AppListQuery; onChange: (part: Partial<AppListQuery>) => void };

function StatusAndOrder({ query, onChange }: SelectsProps) {
  return (
    <>
      <Select
        aria-label="Status"
        className="w-auto"
        value={query.status ?? ""}
        onChange={(event) => onChange({ status: (event.target.value || null) as AppListQuery["status"] })}
      >
        <option value="">All statuses</option>
        <option value="draft">Draft</option>
        <option value="activated">Activated</option>
        <option value="deactivated">Deactivated</option>
      </Select>
      <Select
        aria-label="Sort"
        className="w-auto"
        value={query.sort}
        onChange={(event) => onChange({ sort: event.target.value as AppListQuery["sort"] })}
      >
        <option value="newest">Newest first</option>
        <option value="name">Name A to Z</option>
        <option value="updated">Recently updated</option>
        <option value="token">Last token first</option>
      </Select>
    </>
  );
}
