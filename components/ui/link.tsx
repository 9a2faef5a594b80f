"use client";

import type { Route } from "next";
import NextLink from "next/link";
import { type ComponentProps, useTransition } from "react";
import { goTo, hasOpener } from "@/components/navigation";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & { href: string };

/**
 * A link with any string as its address: typed routes only check literal ones. While its page is loading it is marked
 * with `data-pending`.
 */
export function Link({ href, replace, scroll, ...props }: LinkProps) {
  const [pending, startTransition] = useTransition();
  function navigate(event: { preventDefault: () => void }) {
    if (!hasOpener()) return;
    event.preventDefault();
    startTransition(() => goTo(href, { replace, scroll }));
  }
  const options = { ...(replace === undefined ? {} : { replace }), ...(scroll === undefined ? {} : { scroll }) };
  return (
    <NextLink href={href as Route} onNavigate={navigate} data-pending={pending || undefined} {...options} {...props} />
  );
}
