"use client";

import { useMemo, useState } from "react";
import { addedBy, noPicks, removedBy, selectionOf, withPick } from "../_picker/picking";
import { useChange } from "../_saving/use-change";
import { changeScopesAction } from "./actions";

/** The unsaved picks in Add Scopes; `asking`: the dialog is asking whether to discard them. */
export function useScopePicks(appId: string, heldById: ReadonlyMap<string, unknown>, onClose: () => void) {
  const act = useChange(changeScopesAction, { onDone: onClose });
  const [changes, setChanges] = useState(noPicks);
  const [asking, setAsking] = useState(false);
  const held = useMemo(() => new Set(heldById.keys()), [heldById]);
  const selected = useMemo(() => selectionOf(held, changes), [held, changes]);

  function pick(ids: string[], on: boolean) {
    setChanges(withPick(changes, held, ids, on));
    setAsking(false);
    act.drop();
  }

  function done() {
    if (changes.size === 0) return onClose();
    setAsking(false);
    void act.run({ appId, add: addedBy(changes), remove: removedBy(changes) });
  }

  function close() {
    if (act.pending) return;
    if (act.question) act.drop();
    else if (changes.size === 0) onClose();
    else setAsking(true);
  }

  return { act, changes, selected, asking, pick, done, close, discard: onClose, stay: () => setAsking(false) };
}
