import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import type { ListedApp } from "@/lib/condition/list";
import { AppNameCell } from "./app-name-cell";
import { RestoreButton } from "./restore-button";

type Props = { apps: ListedApp[]; focusAfterId: string };

/** The removed apps that can still be restored. `focusAfterId`: see RestoreButton. */
export function RemovedTable({ apps, focusAfterId }: Props) {
  const now = new Date().toISOString();
  return (
    <Table label="Removed apps" className="table-fixed">
      <THead>
        <Th>Name</Th>
        <Th className="max-sm:hidden sm:w-1/2">Removed</Th>
        <ThActions className="w-36" />
      </THead>
      <TBody>
        {apps.map((app) => (
          <Tr key={app.id}>
            <AppNameCell app={app}>
              <p className="mt-1 text-sm text-ink-soft sm:hidden">
                <Removal {...app} now={now} />
              </p>
            </AppNameCell>
            <Td className="text-sm text-ink-soft max-sm:hidden">
              <Removal {...app} now={now} />
            </Td>
            <Td className="text-right">
              {app.mayEdit && <RestoreButton app={{ id: app.id, name: app.name }} focusAfterId={focusAfterId} />}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** When the app was removed, when it will be purged, and a link to its tokens and calls. */
function Removal({ id, name, removal, now }: Pick<ListedApp, "id" | "name" | "removal"> & { now: string }) {
  if (!removal) return null;
  const { at, purgedInDays: days } = removal;
  return (
    <>
      Removed <RelativeTime at={at} now={now} />, purged in {days === 1 ? "1 day" : `${days} days`} ·{" "}
      <Link href={`/apps/${id}/usage`} aria-label={`Tokens and calls of ${name}`} className="link">
        Tokens and calls
      </Link>
    </>
  );
}
