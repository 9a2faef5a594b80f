"use client";

import { ChevronRight } from "lucide-react";
import { StatusBadge } from "@/components/status-badge";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { ShownEffect, ShownScope } from "./effect-view";
import { counted } from "./effect-words";

type App = ShownEffect["apps"][number];

/** What one app loses: a line that unfolds, and a link to transfer the app first. */
export function EffectOnApp({ app, isOpen }: { app: App; isOpen: boolean }) {
  return (
    <li className="px-3 py-2.5">
      <details open={isOpen} className="group">
        <summary className="flex cursor-pointer list-none items-start gap-2 rounded-sm [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-0.5 size-4 shrink-0 text-ink-faint transition-transform duration-100 group-open:rotate-90"
          />
          <AppLine app={app} />
        </summary>
        <div className="mt-2.5 space-y-2.5 pl-6">
          {app.products.map(({ name, scopes }) => (
            <ScopesOfProduct key={name} name={name} scopes={scopes} />
          ))}
          {app.pausedEvents.length > 0 && <PausedEvents ids={app.pausedEvents} />}
        </div>
      </details>
      {app.mayTransfer && (
        <Link href={`/apps/${app.id}/ownership`} prefetch={false} className="link mt-1.5 ml-6 inline-block text-sm">
          Transfer it first
        </Link>
      )}
    </li>
  );
}

function AppLine({ app }: { app: App }) {
  return (
    <span className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-1">
      <span className="min-w-0 font-medium break-words">{app.name}</span>
      {app.isRemoved ? <StatusBadge state="removed" /> : <StatusBadge state={app.state} />}
      {app.isDeactivated && <Badge tone="bad">Will be deactivated</Badge>}
      {app.pausedEvents.length > 0 && (
        <Badge tone="warn">{counted(app.pausedEvents.length, "event pauses", "events pause")}</Badge>
      )}
      <span className="ml-auto text-sm whitespace-nowrap text-bad">
        <span aria-hidden>−</span>
        <span className="sr-only">Loses </span>
        {counted(app.scopeCount, "scope")}
      </span>
    </span>
  );
}

/** Scopes that reach beyond a single user's data stand out. */
const levelTones = { user: "neutral", admin: "accent", master: "warn" } as const;

function ScopesOfProduct({ name, scopes }: { name: string; scopes: ShownScope[] }) {
  return (
    <div className="text-sm">
      <p className="font-medium text-ink-soft">{name}</p>
      <ul className="mt-1 space-y-1">
        {scopes.map(({ id, level }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="font-mono break-all">{id}</code>
            <Badge tone={levelTones[level]}>{level}</Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PausedEvents({ ids }: { ids: string[] }) {
  return (
    <div className="text-sm">
      <p className="font-medium text-ink-soft">Events paused because the app lacks the scope</p>
      <ul className="mt-1 space-y-1">
        {ids.map((id) => (
          <li key={id}>
            <code className="font-mono break-all">{id}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
