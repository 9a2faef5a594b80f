import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Actor } from "@/lib/auth/actor";
import { listIncomingTransfers } from "@/lib/ownership/queries";

/** The apps offered to the viewer; people who can't see apps otherwise see these too. */
export async function IncomingTransfers({ actor }: { actor: Actor }) {
  const transfers = await listIncomingTransfers(actor);
  return transfers.map(({ id, app, startedBy, expiresAt }) => (
    <Alert
      key={id}
      tone="accent"
      role="note"
      className="mb-6"
      title={`${startedBy} wants to transfer ${app.name} to you`}
      actions={
        <Button asChild size="sm">
          <Link href={`/apps/${app.id}/ownership`}>Review transfer</Link>
        </Button>
      }
    >
      It expires <RelativeTime at={expiresAt} now={new Date().toISOString()} />.
    </Alert>
  ));
}
