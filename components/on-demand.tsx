"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Busy } from "@/components/busy";
import { Alert } from "@/components/ui/alert";
import { unreachableForNow } from "@/components/unreachable";

const retryMs = 2000;

type DemandedPart<Props> = {
  /** The component, once it is loaded. */
  code: () => ComponentType<Props> | undefined;
  fetch: () => Promise<ComponentType<Props>>;
  /** For the control that opens the part: starts loading on hover or focus. */
  ahead: { onPointerEnter: () => void; onFocus: () => void };
};

/** A part of a page whose code is loaded when {@link OnDemand} first shows it, not with the page. */
export function onDemand<Props>(load: () => Promise<ComponentType<Props>>): DemandedPart<Props> {
  let code: ComponentType<Props> | undefined;
  const fetch = async () => {
    code ??= await load();
    return code;
  };
  const fetchAhead = () => void fetch().catch(() => undefined);
  return { code: () => code, fetch, ahead: { onPointerEnter: fetchAhead, onFocus: fetchAhead } };
}

type OnDemandProps<Props> = Props & {
  part: DemandedPart<Props>;
  /** Shown until the code is loaded. */
  until?: ReactNode;
};

/** Shows a part made by {@link onDemand}. While the server can't be reached, says so and keeps retrying. */
export function OnDemand<Props extends object>({ part, until = null, ...props }: OnDemandProps<Props>) {
  const [Code, setCode] = useState(part.code);
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    if (Code) return;
    return retried(part.fetch, { onDone: (code) => setCode(() => code), onFailed: () => setUnreachable(true) });
  }, [Code, part]);
  // The rest of the props are the part's own; TypeScript can't infer that through a generic rest pattern.
  if (Code) return <Code {...(props as unknown as Props)} />;
  if (isUnreachable) return <Alert tone="bad">{unreachableForNow}</Alert>;
  return (
    <>
      {until}
      <Busy />
    </>
  );
}

type Outcome<T> = { onDone: (value: T) => void; onFailed: () => void };

/** Repeats `work` every `retryMs` until it succeeds; returns a function that stops it. */
function retried<T>(work: () => Promise<T>, { onDone, onFailed }: Outcome<T>): () => void {
  let isWanted = true;
  let again: ReturnType<typeof setTimeout> | undefined;
  const fail = () => {
    if (!isWanted) return;
    onFailed();
    again = setTimeout(attempt, retryMs);
  };
  const attempt = () => void work().then((value) => isWanted && onDone(value), fail);
  attempt();
  return () => {
    isWanted = false;
    clearTimeout(again);
  };
}
