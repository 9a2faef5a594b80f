"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

type Props = {
  /** The search in the URL. */
  search: string;
  onSearch: (text: string) => void;
};

const pauseMs = 200;

/** The search of Created apps: searches 200 ms after the last keystroke, and follows changes of the URL. */
export function SearchBox({ search, onSearch }: Props) {
  const [text, setText] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(search);

  // Back and Forward change the URL; the box follows, unless that is what was just typed.
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
