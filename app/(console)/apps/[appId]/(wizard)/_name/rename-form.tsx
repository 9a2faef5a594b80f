"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { unreachable } from "@/components/unreachable";
import { informationInput } from "@/lib/apps/information-rules";
import { DraftNote } from "../../../../../_draft/draft-note";
import { useDraft } from "../../../../../_draft/use-draft";
import { useSaving, useUnsaved } from "../_saving/saving";
import { saveInformationAction } from "../actions";

const schema = z.object({ newName: informationInput.shape.name });

type Props = { appId: string; name: string; onDone: () => void };

/** The form that renames an app; `onDone` closes it. */
export function RenameForm({ appId, name, onDone }: Props) {
  const { run } = useSaving();
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { newName: name } });
  const { register, handleSubmit, setError, formState, watch } = form;
  const draft = useDraft(form, { name: `app-name:${appId}`, fields: ["newName"] }, { newName: name });
  const error = formState.errors.newName?.message;
  useUnsaved(watch("newName") !== name, "wizard");

  const save = handleSubmit(async ({ newName }) => {
    const outcome = await run(async () => {
      const result = await saveInformationAction({ appId, changes: { name: { from: name, to: newName } } });
      return result.ok ? { kind: "saved" } : { kind: "failed", why: result.items[0]?.message ?? result.message };
    });
    if (outcome.kind === "saved") close();
    else setError("newName", { message: outcome.kind === "failed" ? outcome.why : unreachable });
  });

  function close() {
    draft.forget();
    onDone();
  }

  return (
    <form onSubmit={save} onKeyDown={(event) => event.key === "Escape" && close()} className="max-w-lg space-y-2">
      <DraftNote draft={draft} />
      <div className="flex items-center gap-2">
        <Input
          {...register("newName")}
          aria-label="New name"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "rename-error" : undefined}
          // Expected: the person just clicked Rename app.
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        <Button type="submit" pending={formState.isSubmitting}>
          Rename
        </Button>
        <Button variant="ghost" onClick={close}>
          Cancel
        </Button>
      </div>
      {error && (
        <p id="rename-error" role="alert" className="mt-1.5 text-sm text-bad">
          {error}
        </p>
      )}
    </form>
  );
}
