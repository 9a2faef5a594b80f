import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & { href: string };

/** A link whose address arrives as data: typed routes can only check addresses written out in a screen. */
export function Link({ href, ...props }: LinkProps) {
  return <NextLink href={href as Route} {...props} />;
}
