"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import type { ListedApp } from "@/lib/condition/list";
import { DeactivateDialog } from "../_act/deactivate-dialog";
import { activateListedAppAction, deactivateListedAppAction } from "./actions";
import { RemoveAppDialog } from "./remove-app-dialog";

type Asking = "deactivate" | "remove" | null;

/** What can be done with an app from its row. */
export function AppActions({ app }: { app: ListedApp }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [pending, setPending] = useState(false);

  async function run(action: typeof activateListedAppAction, done: string) {
    setPending(true);
    const result = await action({ appId: app.id }).catch(() => null);
    setPending(false);
    setAsking(null);
    if (result?.ok) toast.success(done);
    else toast.error(result?.message ?? "The server cannot be reached. Try again.");
  }

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`Actions for ${app.name}`} icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <Link href={`/apps/${app.id}`}>Open</Link>
          </MenuItem>
          {app.mayEdit && app.state === "activated" && (
            <MenuItem onSelect={() => setAsking("deactivate")}>Deactivate</MenuItem>
          )}
          {app.mayEdit && app.state !== "activated" && (
            <MenuItem onSelect={() => run(activateListedAppAction, `${app.name} is activated.`)}>Activate</MenuItem>
          )}
          {app.mayTransfer && (
            <MenuItem asChild>
              <Link href={`/apps/${app.id}/ownership`}>Transfer ownership</Link>
            </MenuItem>
          )}
          {app.mayEdit && (
            <>
              <MenuSeparator />
              <MenuItem danger onSelect={() => setAsking("remove")}>
                Remove App
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      <DeactivateDialog
        open={asking === "deactivate"}
        onOpenChange={(open) => setAsking(open ? "deactivate" : null)}
        title={`Deactivate ${app.name}?`}
        pending={pending}
        onConfirm={() => run(deactivateListedAppAction, `${app.name} is deactivated.`)}
      />
      <RemoveAppDialog
        app={app}
        open={asking === "remove"}
        onOpenChange={(open) => setAsking(open ? "remove" : null)}
      />
    </>
  );
}
