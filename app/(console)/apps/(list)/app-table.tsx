import { RelativeTime } from "@/components/relative-time";
import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import type { ListedApp } from "@/lib/condition/list";
import { ConditionNote } from "../_condition/condition-note";
import { AppActions } from "./app-actions";
import { AppNameCell } from "./app-name-cell";

/** Widths are fixed, so that the columns stay where they are while someone searches. On phones, the status is below the name. */
export function AppTable({ apps }: { apps: ListedApp[] }) {
  const now = new Date().toISOString();
  return (
    <Table label="Created apps" className="max-sm:block sm:table-fixed max-sm:[&>thead]:sr-only">
      <THead>
        <Th>Name</Th>
        <Th className="sm:w-50">Status</Th>
        <Th className="max-xl:hidden xl:w-46">Type</Th>
        <Th className="text-right max-sm:hidden sm:w-20">Scopes</Th>
        <Th className="max-lg:hidden lg:w-36">Last token</Th>
        <ThActions className="sm:w-16" />
      </THead>
      <TBody className="max-sm:block">
        {apps.map((app) => (
          <AppRow key={app.id} app={app} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

function AppRow({ app, now }: { app: ListedApp; now: string }) {
  return (
    <Tr className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <AppNameCell app={app} />
      <Td className="max-sm:col-start-1 max-sm:row-start-2 max-sm:pt-0">
        <StatusBadge state={app.state} />
        <p className="mt-1 truncate text-sm text-ink-soft max-sm:hidden">
          Updated <RelativeTime at={app.updatedAt} now={now} />
        </p>
        <ConditionNote appId={app.id} condition={app.condition} now={new Date(now)} />
        {app.offeredTo !== null && (
          <p className="mt-1 text-sm">
            <Link href={`/apps/${app.id}/ownership`} title={`Offered to ${app.offeredTo}`} className="link">
              Pending transfer
            </Link>
          </p>
        )}
      </Td>
      <Td className="text-sm whitespace-nowrap text-ink-soft max-xl:hidden">
        Server-to-server OAuth
        <br />
        Account-level app
      </Td>
      <Td className="text-right tabular-nums max-sm:hidden">
        <Link
          href={`/apps/${app.id}/scopes`}
          aria-label={`${app.scopeCount} scopes of ${app.name}`}
          className="hover:underline"
        >
          {app.scopeCount}
        </Link>
      </Td>
      <Td className="truncate text-sm text-ink-soft max-lg:hidden">
        {app.lastTokenAt ? <RelativeTime at={app.lastTokenAt} now={now} /> : "Never"}
      </Td>
      <Td className="text-right max-sm:col-start-2 max-sm:row-start-1">
        <AppActions app={app} />
      </Td>
    </Tr>
  );
}
