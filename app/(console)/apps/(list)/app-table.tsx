import { RelativeTime } from "@/components/relative-time";
import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import type { ListedApp } from "@/lib/condition/list";
import { ConditionNote } from "../_condition/condition-note";
import { AppActions } from "./app-actions";
import { AppNameCell } from "./app-name-cell";

export function AppTable({ apps }: { apps: ListedApp[] }) {
  const now = new Date().toISOString();
  return (
    <Table label="Created apps">
      <THead>
        <Th>Name</Th>
        <Th>Status</Th>
        <Th className="max-md:hidden">Type</Th>
        <Th className="text-right max-sm:hidden">Scopes</Th>
        <Th className="max-lg:hidden">Last token</Th>
        <ThActions />
      </THead>
      <TBody>
        {apps.map((app) => (
          <AppRow key={app.id} app={app} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

function AppRow({ app, now }: { app: ListedApp; now: string }) {
  return (
    <Tr>
      <AppNameCell app={app} />
      <Td>
        <StatusBadge state={app.state} />
        <p className="mt-1 text-sm whitespace-nowrap text-ink-soft max-sm:hidden">
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
      <Td className="text-sm whitespace-nowrap text-ink-soft max-md:hidden">
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
      <Td className="text-sm whitespace-nowrap text-ink-soft max-lg:hidden">
        {app.lastTokenAt ? <RelativeTime at={app.lastTokenAt} now={now} /> : "Never"}
      </Td>
      <Td className="text-right">
        <AppActions app={app} />
      </Td>
    </Tr>
  );
}
