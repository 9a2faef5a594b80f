"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { informationInput } from "@/lib/apps/information-rules";
import { lengthOf } from "@/lib/text/length";
import { createAppAction } from "./actions";

const schema = z.object({ name: informationInput.shape.name });

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Asks for the app's name; from Create on the app exists, as a Draft. */
export function NameAppDialog({ open, onOpenChange }: Props) {
  const formId = useId();
  const router = useRouter();
  const { register, handleSubmit, watch, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;

  const create = handleSubmit(async (input) => {
    const result = await createAppAction(input).catch(() => null);
    if (result?.ok) return router.push(`/apps/${result.value.appId}/credentials`);
    const field = result?.items.some((item) => item.field === "name") ? "name" : "root";
    setError(field, { message: result?.message ?? "The server cannot be reached. Try again." });
  });

  const footer = (
    <>
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form={formId} variant="primary" pending={isSubmitting || isSubmitSuccessful}>
        Create
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Name your app" size="sm" footer={footer}>
      <form id={formId} onSubmit={create} noValidate className="space-y-4">
        <Field label="App name" error={errors.name?.message} count={{ now: lengthOf(watch("name")), max: 50 }}>
          {(control) => <Input {...control} {...register("name")} autoComplete="off" />}
        </Field>
        {errors.root?.message && <Alert tone="bad">{errors.root.message}</Alert>}
      </form>
    </Dialog>
  );
}
