"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Consent } from "@/lib/apps/consent";
import type { Information, InformationField } from "@/lib/apps/information-fields";
import type { RefusalItem } from "@/lib/refusal";
import { usePerson } from "../../../../../_draft/person";
import { type SaveOutcome, useSaving } from "../_saving/saving";
import { saveInformationAction } from "../actions";
import { informationSchema } from "./information-schema";
import { draftsOf, fieldsOf, keepDrafts, keptDrafts } from "./unsaved-drafts";

/** Why saving was refused, where the person must decide how to proceed. */
export type Obstacle =
  | { kind: "conflict"; items: { field: InformationField; current: string }[] }
  | { kind: "would-break-activation"; items: RefusalItem[] };

/**
 * Autosaves the form's edited fields, each with the value this editor last saw, so that conflicts are noticed. Invalid
 * fields stay unsaved; the others are saved.
 */
export function useInformationSaver(appId: string, form: UseFormReturn<Information>, fromServer: Information) {
  const { touch, flush } = useSaving();
  const place = `${usePerson()}:${appId}`;
  const saved = useRef(fromServer);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);

  const save = useCallback(
    async (consent: Consent = []): Promise<SaveOutcome> => {
      // If the rules can't be loaded, everything is sent: the server checks the same ones.
      const schema = await informationSchema().catch(() => null);
      const values = form.getValues();
      const drafts = draftsOf(values, saved.current);
      const invalid = schema?.safeParse(values).error?.issues ?? [];
      const changes = Object.fromEntries(
        Object.entries(drafts).filter(([field]) => !invalid.some((issue) => issue.path[0] === field)),
      );
      if (Object.keys(changes).length > 0) {
        const result = await saveInformationAction({ appId, changes, consent });
        if (!result.ok) return failed(result);
        saved.current = { ...saved.current, ...result.value };
        setObstacle(null);
      }
      keepDrafts(place, draftsOf(form.getValues(), saved.current));
      return invalid[0] ? { kind: "failed", why: invalid[0].message } : { kind: "saved" };

      function failed(result: Extract<Awaited<ReturnType<typeof saveInformationAction>>, { ok: false }>): SaveOutcome {
        if (result.code === "unavailable") return { kind: "unreachable", why: result.message };
        if (result.code === "conflict" && result.items.length > 0) {
          setObstacle({
            kind: "conflict",
            items: result.items.map((item) => ({ field: item.field as InformationField, current: item.current ?? "" })),
          });
        } else if (result.code === "would-break-activation") {
          setObstacle({ kind: "would-break-activation", items: result.items });
        } else {
          for (const item of result.items) form.setError(item.field as InformationField, { message: item.message });
        }
        return { kind: "failed", why: result.items[0]?.message ?? result.message };
      }
    },
    [appId, place, form],
  );

  const edited = useCallback(() => {
    keepDrafts(place, draftsOf(form.getValues(), saved.current));
    touch(() => save());
  }, [place, form, save, touch]);

  // Restores and saves what a reload, a crash or another page left unsaved, with the value seen when it was typed, so
  // that a change someone else made in the meantime shows as a conflict.
  useEffect(() => {
    const drafts = Object.entries(keptDrafts(place, fieldsOf(saved.current)));
    for (const [field, draft] of drafts) saved.current = { ...saved.current, [field]: draft?.from ?? "" };
    for (const [field, draft] of drafts)
      form.setValue(field as InformationField, draft?.to ?? "", { shouldValidate: true });
    if (drafts.length > 0) touch(() => save());
  }, [place, form, save, touch]);

  // The header can rename the app too: fields that weren't edited follow the saved value.
  useEffect(() => {
    for (const field of fieldsOf(fromServer)) {
      if (form.getValues(field) === saved.current[field] && fromServer[field] !== saved.current[field]) {
        saved.current = { ...saved.current, [field]: fromServer[field] };
        form.setValue(field, fromServer[field]);
      }
    }
  }, [form, fromServer]);

  function settle(choice: "mine" | "theirs" | "deactivate" | "undo") {
    if (obstacle?.kind === "conflict") {
      for (const { field, current } of obstacle.items) {
        saved.current = { ...saved.current, [field]: current };
        if (choice === "theirs") form.setValue(field, current, { shouldValidate: true });
      }
    } else if (choice === "undo") form.reset(saved.current);
    setObstacle(null);
    touch(() => save(choice === "deactivate" ? ["would-break-activation"] : []));
    void flush();
  }

  return { edited, left: () => void flush(), obstacle, settle };
}
