"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { draftsOf, type Values } from "./draft-store";
import { isSame, type Merged, mergeDraft, pick } from "./merge-draft";
import { usePerson } from "./person";

export type DraftOptions<Input extends FieldValues> = {
  /** Names the form and, if it edits something, what: `role:<id>`. */
  name: string;
  /** The fields to keep. Never passwords, secrets or tokens. */
  fields: readonly Path<Input>[];
};

/**
 * Keeps what is typed into a form in this browser, for the person who types, until `forget`. Restores it when the form
 * is there again; `note` is then what was restored, for DraftNote, and `discard` puts the form back to `base`.
 * Without `options` nothing is kept.
 */
export function useDraft<Input extends FieldValues>(
  form: UseFormReturn<Input>,
  options: DraftOptions<Input> | undefined,
  base: Values,
) {
  const person = usePerson();
  const drafts = useMemo(() => draftsOf(person), [person]);
  const [note, setNote] = useState<Merged | null>(null);
  const latest = useRef({ options, base });
  latest.current = { options, base };
  const name = options?.name;

  const fill = useCallback(
    (values: Values) => {
      for (const [field, value] of Object.entries(values)) {
        form.setValue(field as Path<Input>, value as PathValue<Input, Path<Input>>, { shouldDirty: true });
      }
    },
    [form],
  );

  const restore = useCallback(() => {
    const draft = name ? drafts.find(name) : null;
    const merged = draft && mergeDraft(draft, baseOf(latest.current));
    if (merged) fill(merged.restored);
    else if (draft && name) drafts.remove(name);
    setNote(merged);
  }, [drafts, name, fill]);

  const forget = useCallback(() => {
    if (name) drafts.remove(name);
    setNote(null);
  }, [drafts, name]);

  useEffect(restore, [restore]);

  useEffect(() => {
    if (!name) return;
    const typing = form.watch((values, { type }) => {
      if (type !== "change") return;
      const before = baseOf(latest.current);
      const typed = pick(values, Object.keys(before));
      if (isSame(typed, before)) drafts.remove(name);
      else drafts.keep(name, { base: before, typed });
    });
    return () => typing.unsubscribe();
  }, [form, drafts, name]);

  function discard() {
    fill(baseOf(latest.current));
    forget();
    const [first] = options?.fields ?? [];
    if (first) form.setFocus(first);
  }

  return { note, restore, forget, discard };
}

const baseOf = ({ options, base }: { options: { fields: readonly string[] } | undefined; base: Values }): Values =>
  pick(base, options?.fields ?? []);

export type FormDraft = ReturnType<typeof useDraft>;
