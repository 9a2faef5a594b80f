"use client";

import { useMemo, useState } from "react";
import { addedBy, noPicks, removedBy, selectionOf, withPick } from "../_picker/picking";
import { useSaveNow } from "../_saving/use-save-now";
import { changeScopesAction } from "./actions";

/** What was picked in Add Scopes and is not saved yet, and what stands in the way of saving or closing. */
export function useScopePicks(appId: string, heldById: ReadonlyMap<string, unknown>, onClose: () => void) {
  const { change } = useSaveNow();
  const [changes, setChanges] = useState(noPicks);
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<{ message: string; reasons: string[] | null } | null>(null);
  const held = useMemo(() => new Set(heldById.keys()), [heldById]);
  const selected = useMemo(() => selectionOf(held, changes), [held, changes]);

  function pick(ids: string[], on: boolean) {
    setChanges(withPick(changes, held, ids, on));
    setAsking(false);
    setRefusal(null);
  }

  async function done() {
    if (changes.size === 0) return onClose();
    setPending(true);
    const wanted = { add: addedBy(changes), remove: removedBy(changes), andDeactivate: refusal?.reasons != null };
    const result = await change(() => changeScopesAction({ appId, ...wanted }));
    setPending(false);
    if (result.ok) return onClose();
    setAsking(false);
    setRefusal(refusalOf(result.code, result.message, result.items));
  }

  function close() {
    if (pending) return;
    if (changes.size === 0) onClose();
    else setAsking(true);
  }

  const stay = () => setAsking(false);
  const keep = () => setRefusal(null);
  const { message: error, reasons = null } = refusal ?? {};
  return { changes, selected, asking, pending, error, reasons, pick, keep, done, close, discard: onClose, stay };
}

function refusalOf(code: string, message: string, items: readonly { message: string }[]) {
  if (code !== "would-break-activation") return { message, reasons: null };
  const reasons = items.map((item) => item.message);
  return {
    message: `The app is activated, and activation would then ask for this again: ${reasons.join(" ")}`,
    reasons,
  };
}
