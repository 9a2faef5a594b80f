import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export default function NotFound() {
  return (
    <>
      <title>Page not found · Patchbay</title>
      <PageHeader title="Page not found" description="It doesn’t exist, was removed, or you don’t have access." />
      <Button asChild>
        <Link href="/apps">Go to Created apps</Link>
      </Button>
    </>
  );
}
