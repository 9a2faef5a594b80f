import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export default function NotFound() {
  return (
    <>
      <title>Not there · Patchbay</title>
      <PageHeader
        title="Not there"
        description="What this address names does not exist, was removed, or is not yours to see."
      />
      <Button asChild>
        <Link href="/apps">Go to Created apps</Link>
      </Button>
    </>
  );
}
