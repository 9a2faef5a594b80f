"use client";

import { type FormEvent, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { RadioCards } from "@/components/ui/radio-card";
import type { previewGrant } from "@/lib/requests/queries";
import type { Way } from "@/lib/requests/rules";
import { FormDialog } from "../../_act/form-dialog";
import { useAct } from "../../_act/use-act";
import { Looked } from "../_effect/effect-preview";
import { NameList } from "../_effect/name-list";
import { usePreview } from "../_effect/use-preview";
import { grantScopeAction, previewGrantAction } from "./actions";
import { wayWords } from "./way-words";

type GrantDialogProps = {
  appId: string;
  scopeId: string;
  /** The request that this answers; null: nobody asked. */
  requestId: string | null;
  onClose: () => void;
  onDone?: () => void;
};

type Shown = Awaited<ReturnType<typeof previewGrant>>;

/** Lets an app have a scope that its owner's role doesn't grant, in the way that grants the least. */
export function GrantDialog({ appId, scopeId, requestId, onClose, onDone }: GrantDialogProps) {
  const preview = usePreview(`${appId} ${scopeId}`, () => previewGrantAction({ appId, scopeId }));
  const { shown } = preview;
  const choice = useChoice(shown);
  const [note, setNote] = useState("");
  const act = useAct(grantScopeAction, {
    onDone: () => {
      onClose();
      onDone?.();
    },
    done: `${scopeId} was granted and added to the app.`,
    onRefused: preview.againIfChanged,
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!shown || !choice.way || act.pending) return;
    void act.run({ appId, scopeId, requestId, way: choice.input(choice.way), note, seen: shown.seen });
  }

  const words = shown && choice.way ? wayWords(shown, choice.way) : null;
  const isMore = words !== null && words.button !== "Grant";
  return (
    <FormDialog
      onOpenChange={onClose}
      title="Grant access to a scope"
      description={<code className="font-mono text-sm break-all">{scopeId}</code>}
      form={{ onSubmit, pending: act.pending }}
      submit={words?.button ?? "Grant"}
      tone={isMore ? "danger" : "primary"}
      disabled={!choice.way}
    >
      {act.refused && !nameError(act.refused) && (
        <Alert tone={act.refused.code === "effect-changed" ? "warn" : "bad"} role="alert">
          {act.refused.message}
        </Alert>
      )}
      <Looked preview={preview}>
        {(found) => (
          <>
            <Explained shown={found} />
            <Ways shown={found} choice={choice} nameError={nameError(act.refused)} onChange={act.drop} />
          </>
        )}
      </Looked>
      {requestId !== null && (
        <Field label="Note" hint="Sent with the answer. Optional.">
          {(control) => (
            <Input {...control} autoComplete="off" value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
      )}
    </FormDialog>
  );
}

const nameError = (refused: { items: { field?: string; message: string }[] } | null): string | undefined =>
  refused?.items.find(({ field }) => field === "way.roleName")?.message;

/** The chosen way. Nothing is selected at first unless it grants exactly what is missing. */
function useChoice(shown: Shown | null) {
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const value = picked ?? (shown?.suggested === null || !shown ? "" : keyOf(shown.ways[shown.suggested]));
  const way = shown?.ways.find((one) => keyOf(one) === value) ?? null;
  const nameFor = (one: Way) => typed ?? (one.kind === "new" ? one.roleName : "");
  function input(one: Way) {
    if (one.kind === "give") return { kind: one.kind, roleId: one.roleId };
    return one.kind === "edit" ? { kind: one.kind } : { kind: one.kind, roleName: nameFor(one) };
  }
  return { value, way, pick: setPicked, nameFor, type: setTyped, input };
}

const keyOf = (way: Way | undefined): string => (way?.kind === "give" ? way.roleId : (way?.kind ?? ""));

function Explained({ shown }: { shown: Shown }) {
  const { need, ownerName, roleName, appId } = shown;
  return (
    <p className="text-ink-soft">
      The scope needs <strong className="font-semibold text-ink">{need}</strong>, which the role {roleName} of{" "}
      {ownerName}, the app’s owner, doesn’t grant. It is added to the app at once.
      {shown.suggested === null && (
        <>
          {" "}
          No role grants just that. You can{" "}
          <Link href={`/apps/${appId}/ownership`} prefetch={false} className="link">
            transfer the app
          </Link>{" "}
          to someone who has it instead.
        </>
      )}
    </p>
  );
}

type WaysProps = {
  shown: Shown;
  choice: ReturnType<typeof useChoice>;
  nameError: string | undefined;
  onChange: () => void;
};

function Ways({ shown, choice, nameError, onChange }: WaysProps) {
  const { way } = choice;
  const options = shown.ways.map((one) => {
    const { title, about } = wayWords(shown, one);
    return { value: keyOf(one), title, description: about };
  });
  return (
    <>
      <RadioCards
        name="way"
        label="How to grant it"
        value={choice.value}
        options={options}
        onValueChange={(value) => {
          choice.pick(value);
          onChange();
        }}
      />
      {way?.kind === "new" && (
        <Field label="Name of the new role" error={nameError}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={choice.nameFor(way)}
              onChange={(event) => choice.type(event.target.value)}
            />
          )}
        </Field>
      )}
      {way?.kind === "give" && way.more.length > 0 && (
        <p className="text-sm text-bad">
          Also grants <NameList names={way.more} />.
        </p>
      )}
    </>
  );
}
