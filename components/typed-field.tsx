import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type TypedFieldProps = { label: string; expected: string; text: string; onText: (text: string) => void };

/** A field that asks to type the expected text, which it shows. */
export function TypedField({ label, expected, text, onText }: TypedFieldProps) {
  return (
    <Field label={label} hint={<strong className="font-semibold break-all text-ink select-all">{expected}</strong>}>
      {(control) => (
        <Input
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
          {...control}
        />
      )}
    </Field>
  );
}
