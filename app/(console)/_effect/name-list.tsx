"use client";

import { useState } from "react";
import { cutNames } from "./effect-words";

/** Names in a sentence. If some are left out, "11 more" is a button that shows all. */
export function NameList({ names }: { names: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const { shown, more } = cutNames(names, isOpen ? names.length : undefined);
  if (more === 0) return shown;
  return (
    <>
      {shown} and{" "}
      <button type="button" aria-expanded={false} className="link cursor-pointer" onClick={() => setOpen(true)}>
        {more} more
      </button>
    </>
  );
}
