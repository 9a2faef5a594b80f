"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Busy } from "@/components/busy";

type Options = { replace?: boolean | undefined; scroll?: boolean | undefined };

let go: ((href: string, options: Options) => void) | null = null;

/** Whether {@link goTo} shows that it is under way: there is a Navigator on the page. */
export const hasNavigator = (): boolean => go !== null;

/** Opens a page of the console. The page shows at once that it is under way. */
export function goTo(href: string, options: Options = {}): void {
  if (go) go(href, options);
  else window.location.assign(href);
}

/** Carries out {@link goTo} and shows, from the click until the new page, that one is loading. */
export function Navigator() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    go = (href, { replace = false, scroll = true }) =>
      startTransition(() => router[replace ? "replace" : "push"](href as Route, { scroll }));
    return () => {
      go = null;
    };
  }, [router]);
  return pending ? <Busy /> : null;
}
