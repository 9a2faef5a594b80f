"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { ListedApp } from "@/lib/condition/list";
import { inToast, useAct } from "../../../_act/use-act";
import { DeactivateDialog } from "../_act/deactivate-dialog";
import { activateListedAppAction, deactivateListedAppAction } from "./actions";
import { RemoveAppDialog } from "./remove-app-dialog";

type Asking = "deactivate" | "remove" | null;

/** The actions menu in an app's row. */
export function AppActions({ app }: { app: ListedApp }) {
  const [asking, setAsking] = useState<Asking>(null);
  const activation = useAct(activateListedAppAction, { done: `${app.name} is activated.`, onRefused: inToast });
  const deactivation = useAct(deactivateListedAppAction, {
    onDone: () => setAsking(null),
    done: `${app.name} is deactivated.`,
  });

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={`Actions for ${app.name}`} icon={<Ellipsis />} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <Link href={`/apps/${app.id}/${app.step}`}>Open</Link>
          </MenuItem>
          {app.mayEdit && app.state === "activated" && (
            <MenuItem onSelect={() => setAsking("deactivate")}>Deactivate</MenuItem>
          )}
          {app.mayEdit &&
            app.state !== "activated" &&
            (app.isReady ? (
              <MenuItem onSelect={() => activation.run({ appId: app.id })}>Activate</MenuItem>
            ) : (
              // Refused for now; the step lists what is missing.
              <MenuItem asChild>
                <Link href={`/apps/${app.id}/activation`}>Activate</Link>
              </MenuItem>
            ))}
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
        act={deactivation}
        open={asking === "deactivate"}
        onOpenChange={(open) => setAsking(open ? "deactivate" : null)}
        title={`Deactivate ${app.name}?`}
        onConfirm={() => deactivation.run({ appId: app.id })}
      />
      <RemoveAppDialog
        app={app}
        open={asking === "remove"}
        onOpenChange={(open) => setAsking(open ? "remove" : null)}
      />
    </>
  );
}
