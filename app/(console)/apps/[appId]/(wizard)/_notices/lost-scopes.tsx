"use client";

import { ChevronRight } from "lucide-react";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Loss } from "@/lib/apps/app-parts";
import { useChange } from "../_saving/use-change";
import { forgetLostScopesAction, restoreScopesAction } from "../actions";

type Props = {
  appId: string;
  losses: Loss[];
  /** How many can be restored with the owner's current rights. */
  restorable: number;
  isActivated: boolean;
  mayEdit: boolean;
};

/** The scopes removed when the owner's rights changed, with the cause, and buttons to restore or dismiss them. */
export function LostScopes({ appId, losses, restorable, isActivated, mayEdit }: Props) {
  const restoring = useChange(restoreScopesAction, { done: `${scopes(restorable)} restored.` });
  const forgetting = useChange(forgetLostScopesAction, { done: "Dismissed. The scopes stay removed." });
  const pending = restoring.pending || forgetting.pending;
  const error = restoring.error ?? forgetting.error;
  const count = losses.reduce((sum, loss) => sum + idsOf(loss).length, 0);
  if (count === 0) return null;

  return (
    <Alert
      tone="warn"
      role="note"
      className="mb-6"
      title={`${scopes(count)} removed when the owner’s rights changed`}
      actions={
        mayEdit && (
          <>
            <Button size="sm" disabled={restorable === 0} pending={pending} onClick={() => restoring.run({ appId })}>
              Restore scopes
            </Button>
            <Button size="sm" variant="ghost" pending={pending} onClick={() => forgetting.run({ appId })}>
              Dismiss
            </Button>
          </>
        )
      }
    >
      <ul className="space-y-2">
        {losses.map((loss) => (
          <LossRow key={loss.actId} loss={loss} />
        ))}
      </ul>
      <p className="mt-2">{wayBack(count, restorable)}</p>
      {losses.some((loss) => loss.deactivated) && !isActivated && (
        <p>
          Restoring doesn’t activate the app. Do that on{" "}
          <Link href={`/apps/${appId}/activation`} className="link">
            Activation
          </Link>
          .
        </p>
      )}
      {error && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
    </Alert>
  );
}

function LossRow({ loss }: { loss: Loss }) {
  const ids = idsOf(loss);
  return (
    <li>
      <details className="group">
        <summary className="cursor-pointer list-none rounded-sm [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mr-1 inline size-3.5 align-[-0.125em] transition-transform duration-100 group-open:rotate-90"
          />
          {scopes(ids.length)} <RelativeTime at={loss.at} />: {loss.cause}.
          {loss.deactivated && " This left the app without scopes, so it was deactivated."}
        </summary>
        <ul className="mt-1 pl-5">
          {ids.map((id) => (
            <li key={id} className="font-mono text-sm break-all">
              {id}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

const idsOf = (loss: Loss): string[] => [...loss.chosen, ...loss.required].sort();

const scopes = (count: number): string => `${count} ${count === 1 ? "scope" : "scopes"}`;

function wayBack(count: number, restorable: number): string {
  if (restorable === 0) return "You can restore them once the app owner’s role grants them again.";
  return restorable === count
    ? "All of them can be restored."
    : `${restorable} of ${count} can be restored with the owner’s current rights.`;
}
