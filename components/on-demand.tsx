"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { unreachableForNow } from "@/components/unreachable";

const retryMs = 2000;

type DemandedPart<Props> = {
  /** The code, once it was fetched. */
  code: () => ComponentType<Props> | undefined;
  fetch: () => Promise<ComponentType<Props>>;
  /** For a control that leads to the part: fetches the code as soon as the pointer or the focus reaches the control. */
  ahead: { onPointerEnter: () => void; onFocus: () => void };
};

/** A part of a page whose code does not come with the page, but when {@link OnDemand} first shows it. */
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
  /** Stands in for the part until its code is there. */
  until?: ReactNode;
};

/** Shows a part made by {@link onDemand}. While the server cannot be reached it says so and goes on trying. */
export function OnDemand<Props extends object>({ part, until = null, ...props }: OnDemandProps<Props>) {
  const [Code, setCode] = useState(part.code);
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    if (Code) return;
    return retried(part.fetch, { onDone: (code) => setCode(() => code), onFailed: () => setUnreachable(true) });
  }, [Code, part]);
  // What is left of the props is what the part takes; the compiler cannot follow that through the rest pattern.
  if (Code) return <Code {...(props as unknown as Props)} />;
  if (isUnreachable) return <Alert tone="bad">{unreachableForNow}</Alert>;
  return until;
}

type Outcome<T> = { onDone: (value: T) => void; onFailed: () => void };

/** Does it again and again until it works; answers how to give up. */
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
