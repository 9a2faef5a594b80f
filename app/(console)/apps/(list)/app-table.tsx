import { AppIcon } from "@/components/app-icon";
import { RelativeTime } from "@/components/relative-time";
import { StatusBadge } from "@/components/status-badge";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ListedApp } from "@/lib/apps/list";
import { AppActions } from "./app-actions";

/** Created apps, a row each. */
export function AppTable({ apps }: { apps: ListedApp[] }) {
  return (
    <Table label="Created apps">
      <THead>
        <Tr>
          <Th>Name</Th>
          <Th>Status</Th>
          <Th className="max-md:hidden">Type</Th>
          <Th className="text-right max-sm:hidden">Scopes</Th>
          <Th className="max-lg:hidden">Last token</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {apps.map((app) => (
          <AppRow key={app.id} app={app} />
        ))}
      </TBody>
    </Table>
  );
}

function AppRow({ app }: { app: ListedApp }) {
  return (
    <Tr>
      <Td className="w-full max-w-0 min-w-32 sm:min-w-44">
        <div className="flex items-center gap-3">
          <AppIcon name={app.name} seed={app.id} size="sm" />
          <div className="min-w-0">
            <Link href={`/apps/${app.id}`} className="block font-semibold break-words hover:underline sm:truncate">
              {app.name}
            </Link>
            <p className="truncate text-sm text-ink-soft">{app.ownerName}</p>
          </div>
        </div>
      </Td>
      <Td>
        <StatusBadge state={app.state} />
        <p className="mt-1 text-sm whitespace-nowrap text-ink-soft max-sm:hidden">
          Updated <RelativeTime at={app.updatedAt} />
        </p>
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
        {app.lastTokenAt ? <RelativeTime at={app.lastTokenAt} /> : "Never"}
      </Td>
      <Td className="text-right">
        <AppActions app={app} />
      </Td>
    </Tr>
  );
}
