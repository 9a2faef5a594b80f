import type { CSSProperties } from "react";
import { cn } from "@/components/cn";

const pixels = { sm: 24, md: 32, lg: 56 };

type AppIconProps = {
  name: string;
  /** Determines the color. Pass the app's id, so that renaming keeps it. */
  seed: string;
  /** Edge length: pixels, or a step of the scale (24, 32, 56). */
  size?: number | keyof typeof pixels;
  className?: string;
};

/** A rounded tile with the app's initials. Decorative: show the name next to it. */
export function AppIcon({ name, seed, size = "md", className }: AppIconProps) {
  const edge = typeof size === "number" ? size : pixels[size];
  const style = {
    "--tile-hue": hueOf(seed),
    width: edge,
    height: edge,
    fontSize: Math.round(edge * 0.4),
    borderRadius: Math.round(edge * 0.24),
  } as CSSProperties;
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        "app-tile inline-grid shrink-0 place-items-center leading-none font-semibold select-none",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

/** One of twelve hues, 30 degrees apart, so that two tiles look either clearly different or the same. */
function hueOf(seed: string): number {
  let hash = 0;
  for (const character of seed) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (hash % 12) * 30 + 12;
}

function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.length > 1 ? words.slice(0, 2).map(firstOf) : words.slice(0, 1).map(firstOf);
  return letters.join("").toUpperCase() || "·";
}

function firstOf(word: string): string {
  return [...word][0] ?? "";
}
