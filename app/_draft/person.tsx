"use client";

import { createContext, type ReactNode, useContext } from "react";

const Context = createContext<string | null>(null);

/** Tells the forms inside whose drafts they keep. */
export function PersonProvider({ id, children }: { id: string; children: ReactNode }) {
  return <Context value={id}>{children}</Context>;
}

/** The ID of the person signed in; null on the pages for people who aren't. */
export const usePerson = (): string | null => useContext(Context);
