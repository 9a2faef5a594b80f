import { RelativeTime } from "@/components/relative-time";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ListedApp } from "@/lib/apps/list";
import { AppNameCell } from "./app-name-cell";
import { RestoreButton } from "./restore-button";

type Props = { apps: ListedApp[]; focusAfterId: string };

/** Removed apps, a row each, as long as they can be restored. */
export function RemovedTable({ apps, focusAfterId }: Props) {
  const now = new Date().toISOString();
  return (
    <Table label="Removed apps">
      <THead>
        <Tr>
          <Th>Name</Th>
          <Th>Removed</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {apps.map((app) => (
          <Tr key={app.id}>
            <AppNameCell app={app} />
            <Td className="text-sm text-ink-soft">
              {app.removal && (
                <>
                  Removed <RelativeTime at={app.removal.at} now={now} />,{" "}
                  <span className="sm:whitespace-nowrap">purged {daysWords(app.removal.purgedInDays)}</span>
                </>
              )}
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

const daysWords = (days: number): string => (days === 1 ? "in 1 day" : `in ${days} days`);
