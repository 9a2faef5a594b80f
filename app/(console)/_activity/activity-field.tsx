"use client";

import { type ReactNode, useId, useState } from "react";

type LabelledProps = { label: string; className?: string; children: (id: string) => ReactNode };

/** A filter control with its label above it. */
export function Labelled({ label, className = "", children }: LabelledProps) {
  const id = useId();
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** The text of a control; replaced by `value` whenever that changes, by Back or a link. */
export function useFollowed(value: string) {
  const [followed, setFollowed] = useState(value);
  const [text, setText] = useState(value);
  if (value !== followed) {
    setFollowed(value);
    setText(value);
  }
  return [text, setText] as const;
}
