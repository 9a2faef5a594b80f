"use client";

import { type UseFormReturn, useForm } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  type Information,
  type InformationField,
  informationField,
  informationNames,
} from "@/lib/apps/information-fields";
import { lengthOf } from "@/lib/text/length";
import { schemaResolver } from "@/lib/web/schema-resolver";
import { informationSchema } from "./information-schema";
import { ObstacleAlert } from "./obstacle-alert";
import { useInformationSaver } from "./use-information-saver";

type Props = { appId: string; mayEdit: boolean; saved: Information };

export function InformationForm({ appId, mayEdit, saved }: Props) {
  const form = useForm<Information>({
    resolver: schemaResolver(informationSchema),
    defaultValues: saved,
    mode: "onChange",
  });
  const { edited, left, obstacle, settle } = useInformationSaver(appId, form, saved);
  const shared = { form, mayEdit, onEdit: edited, onLeave: left };
  return (
    <form className="space-y-8" onSubmit={(event) => event.preventDefault()}>
      {obstacle && <ObstacleAlert obstacle={obstacle} values={form.getValues()} onSettle={settle} />}
      <section className="space-y-5">
        <h2 className="text-lg font-semibold">Information</h2>
        {theApp.map((name) => (
          <TextField key={name} {...shared} name={name} />
        ))}
      </section>
      <section className="space-y-5 border-t pt-8">
        <div>
          <h2 className="text-lg font-semibold">Developer contact</h2>
          <p className="mt-1 text-ink-soft">Contacted when the app needs attention. Required for activation.</p>
        </div>
        {contact.map((name) => (
          <TextField key={name} {...shared} name={name} />
        ))}
      </section>
    </form>
  );
}

type TextFieldProps = {
  form: UseFormReturn<Information>;
  mayEdit: boolean;
  onEdit: () => void;
  onLeave: () => void;
  name: InformationField;
};

const contact = informationNames.filter((name) => informationField(name).isContact);

const theApp = informationNames.filter((name) => !contact.includes(name));

function TextField({ form, mayEdit, onEdit, onLeave, name }: TextFieldProps) {
  const { label, max, hint, type } = informationField(name);
  const error = form.formState.errors[name]?.message;
  return (
    <Field label={label} hint={hint} error={error} count={{ now: lengthOf(form.watch(name)), max }}>
      {(control) => (
        <Input
          {...control}
          {...form.register(name, { onChange: onEdit, onBlur: onLeave })}
          // Renders the value on the server too, before the form is hydrated.
          defaultValue={form.formState.defaultValues?.[name]}
          type={type ?? "text"}
          readOnly={!mayEdit}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
