"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Refused } from "../../_act/answer";
import { EffectList } from "./effect-list";
import type { ShownEffect } from "./effect-view";
import type { Preview } from "./use-preview";

type EffectPreviewProps = {
  preview: Preview<ShownEffect>;
  /** The refusal of the last attempt. After `effect-changed`, the effect shown is the new one. */
  refused: Refused | null;
  /** Shown when no app loses a scope. */
  nothing: ReactNode;
};

/** The refusal of the last attempt, if any, and what the action would do. */
export function EffectPreview({ preview, refused, nothing }: EffectPreviewProps) {
  return (
    <div className="space-y-3">
      {refused && (
        <Alert tone={refused.code === "effect-changed" ? "warn" : "bad"} role="alert">
          {refused.message}
        </Alert>
      )}
      <Looked preview={preview}>{(effect) => <EffectList effect={effect} nothing={nothing} />}</Looked>
    </div>
  );
}

type LookedProps<Shown> = { preview: Preview<Shown>; children: (shown: Shown) => ReactNode };

/** The result of a preview; a skeleton while it loads, or the error. */
export function Looked<Shown>({ preview, children }: LookedProps<Shown>) {
  if (preview.shown) return children(preview.shown);
  if (preview.problem === null) {
    return (
      <div role="status" className="space-y-2">
        <span className="sr-only">Looking at what this changes…</span>
        <Skeleton className="h-5 w-3/4" />
        <Skeleton className="h-14 w-full" />
      </div>
    );
  }
  const again = (
    <Button size="sm" onClick={preview.again}>
      Look again
    </Button>
  );
  return (
    <Alert tone="bad" title="What this changes could not be looked up" actions={again}>
      {preview.problem}
    </Alert>
  );
}
