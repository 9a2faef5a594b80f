"use client";

import { CircleCheck, CircleDashed, CircleX, Clock } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useDayWords } from "@/components/clock-time";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { AppState } from "@/lib/app-state";
import type { Requirement } from "@/lib/apps/rules";
import { type Condition, faultWords } from "@/lib/condition/condition-rules";
import { useAct } from "../../../../../_act/use-act";
import { DeactivateDialog } from "../../../_act/deactivate-dialog";
import { useSaveNow } from "../_saving/use-save-now";
import { activateAppAction, deactivateAppAction } from "./actions";
import { Checklist } from "./checklist";

type Props = {
  appId: string;
  state: AppState;
  mayEdit: boolean;
  missing: Requirement[];
  activatedAt: Date | null;
  activatedByName: string | null;
  deactivatedAt: Date | null;
  condition: Condition;
  now: Date;
};

type Act = ReturnType<typeof useAct<{ appId: string }, unknown>>;

/** Activates and deactivates the app, with a checklist of what is missing. */
export function ActivationPanel(props: Props) {
  const { appId, state, missing } = props;
  const { save } = useSaveNow();
  const activation = useAct((input: { appId: string }) => save(() => activateAppAction(input)));
  const deactivation = useAct((input: { appId: string }) => save(() => deactivateAppAction(input)));
  const error = state === "activated" ? deactivation.error : activation.error;

  return (
    <div className="space-y-6">
      <h2 className="sr-only">Activation</h2>
      {error && <Alert tone="bad">{error}</Alert>}
      {state === "activated" ? (
        <Activated {...props} act={deactivation} />
      ) : (
        <NotActivated {...props} act={activation} />
      )}
      {missing.length > 0 && (
        <Checklist
          appId={appId}
          title={state === "activated" ? "Needs your attention" : "Before you can activate"}
          missing={missing}
        />
      )}
    </div>
  );
}

function Standing({
  symbol,
  title,
  children,
  action,
}: {
  symbol: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="flex flex-col items-center px-4 py-10 text-center">
      <span aria-hidden className="[&_svg]:size-14 [&_svg]:stroke-[1.25]">
        {symbol}
      </span>
      <p className="mt-4 text-xl font-semibold tracking-tight">{title}</p>
      <div className="mt-1 max-w-md text-ink-soft">{children}</div>
      {action && <div className="mt-6">{action}</div>}
    </section>
  );
}

function NotActivated({ state, missing, mayEdit, deactivatedAt, appId, act }: Props & { act: Act }) {
  const ready = missing.length === 0;
  const count = missing.length === 1 ? "1 step" : `${missing.length} steps`;
  return (
    <Standing
      symbol={ready ? <Clock className="text-ink-faint" /> : <CircleDashed className="text-ink-faint" />}
      title={ready ? "Your app is ready to be activated" : `${count} left before you can activate`}
      action={
        mayEdit && (
          <Button variant="primary" disabled={!ready} pending={act.pending} onClick={() => act.run({ appId })}>
            Activate your app
          </Button>
        )
      }
    >
      {state === "deactivated" && deactivatedAt ? (
        <p>
          Deactivated <RelativeTime at={deactivatedAt} />. Old tokens won’t work again; reactivate the app to get new
          ones.
        </p>
      ) : (
        <p>Once the app is activated, your backend can get access tokens and call APIs within its scopes.</p>
      )}
    </Standing>
  );
}

function Activated(props: Props & { act: Act }) {
  const { activatedAt, activatedByName, mayEdit, appId, act, condition } = props;
  const [asking, setAsking] = useState(false);
  const works = condition.faults.length === 0;
  const since = (
    <>
      Since {activatedAt && <RelativeTime at={activatedAt} />}
      {activatedByName && `, by ${activatedByName}`}.
    </>
  );
  return (
    <>
      {works ? (
        <Standing symbol={<CircleCheck className="text-good" />} title="Your app is activated">
          <p>{since} Your backend can get access tokens with the app’s credentials.</p>
        </Standing>
      ) : (
        <Standing symbol={<CircleX className="text-bad" />} title="Your app is activated, but it doesn’t work">
          <p>{since}</p>
          <Faults {...props} />
        </Standing>
      )}
      {mayEdit && (
        <section className="flex flex-wrap items-center justify-between gap-4 rounded-lg border px-4 py-3">
          <p className="min-w-0 grow basis-64 text-ink-soft">
            Deactivating revokes every access token of this app immediately. You can activate it again.
          </p>
          <Button variant="danger-ghost" pending={act.pending} onClick={() => setAsking(true)}>
            Deactivate your app
          </Button>
        </section>
      )}
      <DeactivateDialog
        act={act}
        open={asking}
        onOpenChange={setAsking}
        title="Deactivate this app?"
        onConfirm={() => {
          setAsking(false);
          void act.run({ appId });
        }}
      />
    </>
  );
}

/** Why an activated app doesn't work, and the way out of each reason. */
function Faults({ appId, condition, now }: Pick<Props, "appId" | "condition" | "now">) {
  const day = useDayWords();
  return (
    <ul className="mt-2 space-y-1">
      {condition.faults
        .map((fault) => faultWords(fault, { day, now }))
        .map(({ text, remedy, path }) => (
          <li key={text}>
            {text.charAt(0).toUpperCase() + text.slice(1)}.{" "}
            <Link href={`/apps/${appId}/${path}`} className="link">
              {remedy}
            </Link>
          </li>
        ))}
    </ul>
  );
}
