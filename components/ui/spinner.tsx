import { LoaderCircle } from "lucide-react";
import { cn } from "@/components/cn";

/** A spinner, hidden from assistive technology: the busy element announces itself. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin motion-reduce:animate-none", className)} />;
}
