import { LoaderCircle } from "lucide-react";
import { cn } from "@/components/cn";

/** A turning ring, silent to assistive technology: whatever is busy says so itself. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin motion-reduce:animate-none", className)} />;
}
