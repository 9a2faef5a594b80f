"use client";

import { type FormEvent, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { whyNotLoseOwner } from "@/lib/people/last-owner-rules";
import { FormDialog } from "../../_act/form-dialog";
import { useAct } from "../../_act/use-act";
import { EffectPreview } from "../_effect/effect-preview";
import { NameList } from "../_effect/name-list";
import { usePreview } from "../_effect/use-preview";
import { useWeighty } from "../_effect/use-weighty";
import { changeRoleAction, previewRoleChangeAction } from "./actions";
import type { RoleChoice } from "./invite-form";

type ChangeRoleDialogProps = {
  person: { id: string; name: string; isLastOwner: boolean; role: { id: string; name: string } };
  /** The roles that the reader may grant. */
  roles: RoleChoice[];
  onClose: () => void;
};

/** Changes a person's role, after showing which apps lose which scopes. */
export function ChangeRoleDialog({ person, roles, onClose }: ChangeRoleDialogProps) {
  const [roleId, setRoleId] = useState(person.role.id);
  const isOther = roleId !== person.role.id;
  const kind = roles.find(({ id }) => id === roleId)?.kind;
  const whyNot = isOther && kind ? whyNotLoseOwner(person, kind) : null;
  const preview = usePreview(isOther && !whyNot ? roleId : null, (id) =>
    previewRoleChangeAction({ userId: person.id, roleId: id }),
  );
  const change = useAct(changeRoleAction, {
    onDone: onClose,
    done: (_, input) => `${person.name} now has the role ${roles.find(({ id }) => id === input.roleId)?.name}.`,
    onRefused: preview.againIfChanged,
  });

  const weight = useWeighty({
    act: "Change role",
    effect: "deactivate",
    count: preview.shown?.deactivatedCount,
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (preview.shown && weight.isConfirmed && !change.pending)
      void change.run({ userId: person.id, roleId, seen: preview.shown.seen });
  }

  return (
    <FormDialog
      onOpenChange={onClose}
      title="Change role"
      description={person.name}
      form={{ onSubmit, pending: change.pending }}
      submit={weight.words}
      tone={weight.tone}
      disabled={!preview.shown || !weight.isConfirmed}
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
      {whyNot && (
        <Alert tone="warn" role="note">
          {whyNot}
        </Alert>
      )}
      {isOther && !whyNot && (
        <>
          {preview.shown && <RightsChange {...preview.shown} />}
          <EffectPreview
            preview={preview}
            refused={change.refused}
            nothing="No apps are affected: the new role grants every scope they hold."
          />
          {weight.field}
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
      <dd className={tone}>
        <NameList names={needs} />
      </dd>
    </>
  );
}
