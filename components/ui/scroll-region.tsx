"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

type ScrollRegionProps = { label?: string | undefined; className?: string; children: ReactNode };

/**
 * A box that scrolls. While its content overflows it can be focused, so that the arrow keys scroll it.
 * Give it `relative`: otherwise visually hidden content would widen the page.
 */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const box = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(box);
  const keyboard = overflows ? { tabIndex: 0, role: label ? "region" : undefined, "aria-label": label } : {};
  return (
    <div ref={box} className={className} {...keyboard}>
      {children}
    </div>
  );
}

function useOverflow(box: React.RefObject<HTMLDivElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    const observer = new ResizeObserver(measure);
    for (const watched of [element, ...element.children]) observer.observe(watched);
    return () => observer.disconnect();
  }, [box]);
  return overflows;
}
