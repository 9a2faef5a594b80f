"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

type Props = {
  /** What the address says. */
  search: string;
  onSearch: (text: string) => void;
};

const pauseMs = 200;

/** The search of Created apps: asks a moment after the last keystroke, and follows the address when that changes. */
export function SearchBox({ search, onSearch }: Props) {
  const [text, setText] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(search);

  // Back and forward change the address; the box follows, unless that is what was just typed.
  useEffect(() => {
    if (search !== asked.current) setText(search);
    asked.current = search;
  }, [search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(value: string) {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      asked.current = value.trim();
      onSearch(value.trim());
    }, pauseMs);
  }

  return (
    <div className="relative min-w-0 grow basis-60 sm:max-w-sm">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        type="search"
        aria-label="Search apps"
        placeholder="Name or client ID"
        className="pl-9"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </div>
  );
}
