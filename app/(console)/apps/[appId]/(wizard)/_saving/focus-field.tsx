"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";

const patienceMs = 3000;

/** Scrolls to the field whose ID or name is in `?field=…` and focuses it; waits up to 3 seconds for it to appear. */
export function FocusField() {
  const field = useSearchParams().get("field");
  useEffect(() => {
    if (!field) return;
    const until = performance.now() + patienceMs;
    let frame = 0;
    const look = () => {
      const name = CSS.escape(field);
      const element = document.querySelector<HTMLElement>(`#${name}, [name="${name}"]`);
      if (element) {
        element.scrollIntoView({ block: "center" });
        element.focus();
      } else if (performance.now() < until) frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [field]);
  return null;
}
