"use client";

import { type FormEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { FormDialog } from "../../_act/form-dialog";
import { useAct } from "../../_act/use-act";
import { EffectPreview } from "../_effect/effect-preview";
import { nameWords } from "../_effect/effect-words";
import { usePreview } from "../_effect/use-preview";
import { changeRoleAction, previewRoleChangeAction } from "./actions";
import type { RoleChoice } from "./invite-form";

type ChangeRoleDialogProps = {
  person: { id: string; name: string; role: { id: string; name: string } };
  /** The roles that the reader may grant. */
  roles: RoleChoice[];
  /** The role selected at first; the person's current role if none is suggested. */
  suggestedId?: string | null;
  onClose: () => void;
};

/** Changes a person's role, after showing which apps lose which scopes. */
export function ChangeRoleDialog({ person, roles, suggestedId, onClose }: ChangeRoleDialogProps) {
  const [roleId, setRoleId] = useState(suggestedId ?? person.role.id);
  const isOther = roleId !== person.role.id;
  const preview = usePreview(isOther ? roleId : null, (id) =>
    previewRoleChangeAction({ userId: person.id, roleId: id }),
  );
  const change = useAct(changeRoleAction, {
    onDone: onClose,
    done: (_, input) => `${person.name} now has the role ${roles.find(({ id }) => id === input.roleId)?.name}.`,
    onRefused: preview.againIfChanged,
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (preview.shown && !change.pending) void change.run({ userId: person.id, roleId, seen: preview.shown.seen });
  }

  return (
    <FormDialog
      onOpenChange={onClose}
      title="Change role"
      description={person.name}
      form={{ onSubmit, pending: change.pending }}
      submit="Change role"
      disabled={!preview.shown}
    >
      <Field label="Role" hint={isOther ? undefined : `${person.name} already has this role. Choose another one.`}>
        {(control) => (
          <Select
            {...control}
            value={roleId}
            onChange={(event) => {
              setRoleId(event.target.value);
              change.drop();
            }}
          >
            {roles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isOther && (
        <>
          {preview.shown && <RightsChange {...preview.shown} />}
          <EffectPreview
            preview={preview}
            refused={change.refused}
            nothing="No apps are affected: the new role grants every scope they hold."
          />
        </>
      )}
    </FormDialog>
  );
}

/** The privileges gained and lost. */
function RightsChange({ gains, loses }: { gains: string[]; loses: string[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {gains.length > 0 && <Rights term="Gains" needs={gains} tone="text-good" />}
      {loses.length > 0 && <Rights term="Loses" needs={loses} tone="text-bad" />}
    </dl>
  );
}

function Rights({ term, needs, tone }: { term: string; needs: string[]; tone: string }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className={tone} title={needs.join("\n")}>
        {nameWords(needs)}
      </dd>
    </>
  );
}
