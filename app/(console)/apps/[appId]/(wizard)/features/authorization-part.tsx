"use client";

import type { UseFormReturn } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type AuthorizationKind, authorizationKinds } from "@/lib/subscriptions/authorization-kinds";
import type { EndpointFields } from "./endpoint-fields";

type Props = {
  form: UseFormReturn<EndpointFields>;
  /** The kind of the saved authorization, whose secret is stored; "none" if there is none. */
  kept: AuthorizationKind;
};

type Shown = { name: keyof EndpointFields["authorization"]; label: string; hint?: string };

const fieldsFor: Record<AuthorizationKind, Shown[]> = {
  none: [],
  basic: [
    { name: "user", label: "User name" },
    { name: "secret", label: "Password" },
  ],
  header: [
    { name: "header", label: "Header name", hint: "Such as Authorization or X-Api-Key." },
    { name: "secret", label: "Header value" },
  ],
  oauth: [
    { name: "tokenUrl", label: "Token URL", hint: "Where Patchbay gets an access token, which it sends as a bearer." },
    { name: "clientId", label: "Token client ID" },
    { name: "secret", label: "Token client secret" },
    { name: "scope", label: "Token scope", hint: "Optional." },
  ],
};

/** The authorization that notifications carry besides the signature, for endpoints that require one. */
export function AuthorizationPart({ form, kept }: Props) {
  const kind = form.watch("authorization.kind");
  return (
    <div className="space-y-5">
      <Field label="Authorization" hint="Optional. Notifications are always signed.">
        {(control) => (
          <Select {...control} {...form.register("authorization.kind")}>
            {Object.entries(authorizationKinds).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {fieldsFor[kind].length > 0 && (
        <div className="grid gap-5 border-l-2 pl-4 sm:grid-cols-2">
          {fieldsFor[kind].map((shown) => (
            <AuthorizationField key={`${kind} ${shown.name}`} form={form} shown={shown} isKept={kept === kind} />
          ))}
        </div>
      )}
    </div>
  );
}

type AuthorizationFieldProps = { form: Props["form"]; shown: Shown; isKept: boolean };

function AuthorizationField({ form, shown: { name, label, hint }, isKept }: AuthorizationFieldProps) {
  const isSecret = name === "secret";
  const about = isSecret ? (isKept ? "Set. Leave it empty to keep it." : "Kept sealed, and never shown again.") : hint;
  return (
    <Field label={label} hint={about} error={form.formState.errors.authorization?.[name]?.message}>
      {(control) => (
        <Input
          {...control}
          {...form.register(`authorization.${name}`)}
          type={isSecret ? "password" : "text"}
          mono={!isSecret}
          autoComplete={isSecret ? "new-password" : "off"}
          spellCheck={false}
        />
      )}
    </Field>
  );
}
