"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { ActDialog } from "../../../../_act/act-dialog";
import { useAct } from "../../../../_act/use-act";
import { putBackScopesAction, removeUnusedScopesAction } from "./actions";

type Props = { appId: string; scopes: string[] };

/** Lists all unused scopes and removes them together, with Undo; asks again if activation needs one of them. */
export function RemoveUnused({ appId, scopes }: Props) {
  const [open, setOpen] = useState(false);
  const putBack = useAct(putBackScopesAction, {
    onRefused: ({ message }) => toast.error("Couldn’t restore the scopes", { description: message }),
  });
  const removal = useAct(removeUnusedScopesAction, {
    onDone: ({ removed }) => {
      setOpen(false);
      const staying = scopes.length - removed.length;
      const undo = () => void putBack.run({ appId, add: removed, remove: [] });
      toast(`${inWords(removed.length)} removed`, {
        description: staying > 0 ? `${inWords(staying)} used meanwhile stayed.` : undefined,
        action: removed.length > 0 ? { label: "Undo", onClick: undo } : undefined,
      });
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Remove unused scopes
      </Button>
      <ActDialog
        act={removal}
        open={open}
        onOpenChange={setOpen}
        title={`Remove ${inWords(scopes.length)}`}
        confirmLabel="Remove"
        onConfirm={() => removal.run({ appId, scopes })}
      >
        <p>All of the app’s tokens lose these scopes immediately, including tokens already issued.</p>
        <ul className="max-h-48 space-y-1 overflow-y-auto rounded-md border bg-sunken px-3 py-2">
          {scopes.map((id) => (
            <li key={id} className="font-mono text-sm break-all text-bad">
              {id}
            </li>
          ))}
        </ul>
      </ActDialog>
    </>
  );
}

const inWords = (count: number): string => (count === 1 ? "1 scope" : `${count} scopes`);
