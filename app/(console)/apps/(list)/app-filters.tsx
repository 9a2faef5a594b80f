"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AppListQuery } from "@/lib/apps/list";
import { listAddress } from "./list-address";

type Props = Pick<AppListQuery, "search" | "status"> & { total: number | null };

const pauseMs = 200;

/** Search and status of Created apps; both live in the address. */
export function AppFilters({ search, status, total }: Props) {
  const router = useRouter();
  const [text, setText] = useState(search);
  const [pending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(search);

  // Back and forward change the address; the box follows, unless that is what was just typed.
  useEffect(() => {
    if (search !== asked.current) setText(search);
    asked.current = search;
  }, [search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (query: Partial<AppListQuery>) =>
    startTransition(() => router.replace(listAddress(query) as "/apps", { scroll: false }));

  function type(value: string) {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      asked.current = value.trim();
      show({ search: value.trim(), status });
    }, pauseMs);
  }

  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <div className="relative min-w-0 grow basis-60 sm:max-w-sm">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
        />
        <Input
          type="search"
          aria-label="Search apps"
          placeholder="Name or client ID"
          className="pl-9"
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <Select
        aria-label="Status"
        className="w-auto"
        value={status ?? ""}
        onChange={(event) =>
          show({ search: text.trim(), status: (event.target.value || null) as AppListQuery["status"] })
        }
      >
        <option value="">All statuses</option>
        <option value="draft">Draft</option>
        <option value="activated">Activated</option>
        <option value="deactivated">Deactivated</option>
      </Select>
      <p aria-live="polite" aria-busy={pending} className="ml-auto text-sm text-ink-soft">
        {total === null ? "More than 1,000 apps" : total === 1 ? "1 app" : `${total} apps`}
      </p>
    </div>
  );
}
