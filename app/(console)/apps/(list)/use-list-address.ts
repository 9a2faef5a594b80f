"use client";

import { useTransition } from "react";
import { goTo } from "@/components/navigation";
import type { AppListQuery } from "@/lib/condition/list-query";
import { listAddress } from "./list-address";

/** Navigates to the URL of a query; `replacing` adds no history entry. */
export function useListAddress() {
  const [pending, startTransition] = useTransition();
  const show = (query: AppListQuery, replacing = false) =>
    startTransition(() => goTo(listAddress(query), { replace: replacing, scroll: false }));
  return { show, pending };
}
