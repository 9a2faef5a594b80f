"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { OnDemand, onDemand } from "@/components/on-demand";
import { IconButton } from "@/components/ui/icon-button";

const renaming = onDemand(() => import("./rename-form").then(({ RenameForm }) => RenameForm));

type Props = { appId: string; name: string; mayEdit: boolean };

/** The page title: the app's name, renamed in place. */
export function AppName({ appId, name, mayEdit }: Props) {
  const [editing, setEditing] = useState(false);
  const title = (
    <div className="flex items-center gap-1.5">
      <h1 className="min-w-0 text-2xl font-semibold max-sm:text-xl tracking-tight break-words">{name}</h1>
      {mayEdit && (
        <IconButton label="Rename app" icon={<Pencil />} onClick={() => setEditing(true)} {...renaming.ahead} />
      )}
    </div>
  );
  if (!editing) return title;
  return <OnDemand part={renaming} appId={appId} name={name} onDone={() => setEditing(false)} until={title} />;
}
