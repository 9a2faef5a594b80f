import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { AppListQuery } from "@/lib/condition/list-query";
import { firstPage, listAddress } from "./list-address";

type Props = { query: AppListQuery; next: string | null; previous: string | null };

export function AppPages({ query, next, previous }: Props) {
  if (!next && !previous) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
      {previous && (
        <Button asChild>
          <Link href={listAddress({ ...firstPage(query), before: previous })}>Previous</Link>
        </Button>
      )}
      {next && (
        <Button asChild>
          <Link href={listAddress({ ...firstPage(query), after: next })}>Next</Link>
        </Button>
      )}
    </nav>
  );
}
