import { Skeleton } from "@/components/ui/skeleton";

/** Shown while a page with a title and a list is loading. */
export function PageSkeleton() {
  return (
    <div aria-busy="true" className="space-y-4">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-5 w-80 max-w-full" />
      <Skeleton className="mt-6 h-64 w-full" />
    </div>
  );
}
