import type { ReactNode } from "react";
import { AppIcon } from "@/components/app-icon";
import { Link } from "@/components/ui/link";
import { Td } from "@/components/ui/table";
import type { ListedApp } from "@/lib/condition/list";
import { listAddress } from "./list-address";

type Props = { app: ListedApp; children?: ReactNode };

/** An app's icon, name and owner. A removed app has no page to link to; the owner links to all their apps. */
export function AppNameCell({ app, children }: Props) {
  const name = "block font-semibold break-words sm:line-clamp-2";
  return (
    <Td>
      <div className="flex items-center gap-3">
        <AppIcon name={app.name} seed={app.id} size="sm" className="max-sm:hidden" />
        <div className="min-w-0">
          {app.removal ? (
            <p className={name}>{app.name}</p>
          ) : (
            <Link href={`/apps/${app.id}/${app.step}`} className={`${name} hover:underline`}>
              {app.name}
            </Link>
          )}
          <p className="truncate text-sm text-ink-soft">
            <Link
              href={listAddress({ owner: app.ownerId, removed: app.removal !== null })}
              title={`Show the apps of ${app.ownerName}`}
              className="hover:underline"
            >
              {app.ownerName}
            </Link>
          </p>
          {children}
        </div>
      </div>
    </Td>
  );
}
