"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { AppListQuery } from "@/lib/condition/list-query";
import { listAddress } from "./list-address";

/** Navigates to the URL of a query; `replacing` adds no history entry. */
export function useListAddress() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = (query: AppListQuery, replacing = false) =>
    startTransition(() => router[replacing ? "replace" : "push"](listAddress(query) as "/apps", { scroll: false }));
  return { show, pending };
}
