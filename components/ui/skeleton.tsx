import { cn } from "@/components/cn";

/** A gray placeholder while something loads; `className` gives its shape. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-hover motion-reduce:animate-none", className)} />
  );
}
