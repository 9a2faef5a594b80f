import { cn } from "@/components/cn";

/** A grey stand-in in the shape (given by `className`) of what is about to appear. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-hover motion-reduce:animate-none", className)} />
  );
}
