"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import type { AppListQuery } from "@/lib/apps/list-query";
import { listAddress } from "./list-address";

/**
 * Goes from the query that is shown to the address that shows another; `replacing` leaves no step behind for the Back
 * button.
 */
export function useListAddress(shown: AppListQuery) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const asked = useRef<string | null>(null);
  const isAt = listAddress(shown);

  // Seen once, on a machine at its limit: the new address stood there with the list of before under it, for good.
  useEffect(() => {
    if (pending || asked.current === null) return;
    if (asked.current !== isAt) router.refresh();
    asked.current = null;
  }, [pending, isAt, router]);

  function show(query: AppListQuery, replacing = false): void {
    const address = listAddress(query);
    asked.current = address;
    startTransition(() => router[replacing ? "replace" : "push"](address as "/apps", { scroll: false }));
  }
  return { show, pending };
}
