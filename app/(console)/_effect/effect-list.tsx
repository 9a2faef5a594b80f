"use client";

import { CircleCheck, CircleMinus } from "lucide-react";
import type { ReactNode } from "react";
import { EffectOnApp } from "./effect-on-app";
import type { ShownEffect } from "./effect-view";
import { counted, effectWords } from "./effect-words";

/** The apps start unfolded if they lose at most this many scopes in total. */
const atAGlance = 12;

type EffectListProps = { effect: ShownEffect; nothing: ReactNode };

/** Which app loses which scopes: a summary, then a row per app that unfolds. */
export function EffectList({ effect, nothing }: EffectListProps) {
  const headline = effectWords(effect);
  return (
    <div className="space-y-3">
      <p role="status" className="flex items-start gap-2">
        <span aria-hidden className="mt-0.5 shrink-0 [&_svg]:size-4">
          {headline ? <CircleMinus className="text-bad" /> : <CircleCheck className="text-good" />}
        </span>
        <span className={headline ? "font-semibold" : "text-ink-soft"}>{headline ?? nothing}</span>
      </p>
      {effect.apps.length > 0 && (
        <ul aria-label="Apps that lose scopes" className="divide-y rounded-lg border bg-surface">
          {effect.apps.map((app) => (
            <EffectOnApp key={app.id} app={app} isOpen={effect.scopeCount <= atAGlance} />
          ))}
        </ul>
      )}
      <OtherApps effect={effect} />
    </div>
  );
}

/** The apps beyond those listed in detail: their number, which unfolds to their names. */
function OtherApps({ effect: { appCount, apps, others } }: { effect: ShownEffect }) {
  const more = appCount - apps.length;
  const unnamed = more - others.length;
  if (more === 0) return null;
  return (
    <details className="text-sm text-ink-soft">
      <summary className="w-fit cursor-pointer rounded-sm hover:text-ink">
        And {counted(more, "more app", "more apps")}
      </summary>
      <ul aria-label="More apps that lose scopes" className="mt-2 max-h-56 space-y-1 overflow-y-auto border-l-2 pl-3">
        {others.map(({ id, name, isDeactivated }) => (
          <li key={id} className="break-words">
            {name}
            {isDeactivated && " (will be deactivated)"}
          </li>
        ))}
        {unnamed > 0 && <li>{counted(unnamed, "app", "apps")} not listed here</li>}
      </ul>
    </details>
  );
}
