import { Alert } from "@/components/ui/alert";
import type { Outcome } from "@/lib/ownership/queries";

type Props = { outcome: Outcome /** Whose role decides: "Ada’s" or "your". */; whose: string };

/** The effect of a new owner on the app: all scopes stay, or which ones would be removed. */
export function OutcomeList({ outcome, whose }: Props) {
  const { lost, isDeactivated, pausedEvents, whyNot } = outcome;
  return (
    <div className="space-y-3">
      {whyNot && (
        <Alert tone="warn" role="note" title="Rights are missing">
          {whyNot} Someone who can change roles has to grant it first.
        </Alert>
      )}
      {lost.length === 0 ? (
        <Alert tone="good" role="note">
          All scopes of the app stay: {whose} role grants every one of them.
        </Alert>
      ) : (
        <Alert
          tone="warn"
          role="note"
          title={`${lost.length === 1 ? "1 scope" : `${lost.length} scopes`} will be removed`}
        >
          <p>{whose === "your" ? "Your" : whose} role does not grant:</p>
          <ul className="mt-2 max-h-48 space-y-0.5 overflow-y-auto">
            {lost.map((id) => (
              <li key={id} className="font-mono text-sm break-all text-bad">
                − {id}
              </li>
            ))}
          </ul>
          {isDeactivated && <p className="mt-2">It is activated and loses its last scope: it will be deactivated.</p>}
          {pausedEvents.length > 0 && <p className="mt-2">Events that pause: {pausedEvents.join(", ")}.</p>}
        </Alert>
      )}
    </div>
  );
}
