"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { putBackScopesAction, removeUnusedScopesAction } from "./actions";

type Props = { appId: string; scopes: string[] };

const unreachable = "The server cannot be reached. Try again.";

/** Takes all unused scopes out at once, after naming them, with Undo; asks again where activation needs one of them. */
export function RemoveUnused({ appId, scopes }: Props) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ message: string; breaks: boolean }>();

  async function remove() {
    setPending(true);
    const input = { appId, scopes, andDeactivate: refusal?.breaks ?? false };
    const result = await removeUnusedScopesAction(input).catch(() => null);
    setPending(false);
    if (!result?.ok) return setRefusal(refusalOf(result));
    close();
    const { removed } = result.value;
    const staying = scopes.length - removed.length;
    toast(`${inWords(removed.length)} removed`, {
      description: staying > 0 ? `${inWords(staying)} used meanwhile stayed.` : undefined,
      action: removed.length > 0 ? { label: "Undo", onClick: () => putBack(appId, removed) } : undefined,
    });
  }

  function close() {
    setOpen(false);
    setRefusal(undefined);
  }

  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Remove unused scopes
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(wanted) => (wanted ? setOpen(true) : close())}
        title={`Remove ${inWords(scopes.length)}`}
        confirmLabel={refusal?.breaks ? "Deactivate and remove" : "Remove"}
        pending={pending}
        error={refusal?.message}
        onConfirm={remove}
      >
        <p>Every token of the app loses them at once, also those that are out already.</p>
        <ul className="max-h-48 space-y-1 overflow-y-auto rounded-md border bg-sunken px-3 py-2">
          {scopes.map((id) => (
            <li key={id} className="font-mono text-sm break-all text-bad">
              {id}
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  );
}

type Result = Awaited<ReturnType<typeof removeUnusedScopesAction>> & { ok: false };

function refusalOf(result: Result | null): { message: string; breaks: boolean } {
  if (result?.code !== "would-break-activation") return { message: result?.message ?? unreachable, breaks: false };
  const reasons = result.items.map(({ message }) => message).join(" ");
  const message = `The app is activated, and activation would then ask for this again: ${reasons} Deactivating ends every access token at once.`;
  return { message, breaks: true };
}

async function putBack(appId: string, scopes: string[]): Promise<void> {
  const result = await putBackScopesAction({ appId, add: scopes, remove: [] }).catch(() => null);
  if (!result?.ok) toast.error("The scopes were not put back", { description: result?.message ?? unreachable });
}

const inWords = (count: number): string => (count === 1 ? "1 scope" : `${count} scopes`);
