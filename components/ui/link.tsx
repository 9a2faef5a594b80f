import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & { href: string };

/** A link with any string as its address: typed routes only check literal ones. */
export function Link({ href, ...props }: LinkProps) {
  return <NextLink href={href as Route} {...props} />;
}
