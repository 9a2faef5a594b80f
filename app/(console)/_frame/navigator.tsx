"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Busy } from "@/components/busy";
import { openBy } from "@/components/navigation";

/** Opens pages for `goTo` and `Link`; from the click until the new page, shows that it is loading. */
export function Navigator() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(
    () =>
      openBy((href, { replace = false, scroll = true }) =>
        startTransition(() => router[replace ? "replace" : "push"](href as Route, { scroll })),
      ),
    [router],
  );
  return pending ? <Busy /> : null;
}
