import { type ReactNode, useId } from "react";
import { cn } from "@/components/cn";

export type ControlProps = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

type FieldProps = {
  label: string;
  /** What to type, or what it is for. */
  hint?: ReactNode;
  /** A sentence that says what to do; if set, the control is marked invalid. */
  error?: string | undefined;
  required?: boolean;
  /** Characters typed and allowed. */
  count?: { now: number; max: number };
  className?: string | undefined;
  /** Renders the control; pass it `control`, which connects it to label, hint and error. */
  children: (control: ControlProps) => ReactNode;
};

/** A labeled control. Its accessible name is exactly `label`; hint, counter and error are its description. */
export function Field({ label, hint, error, required, count, className, children }: FieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`, count && `${id}-count`].filter(Boolean).join(" ");
  return (
    <div className={cn("min-w-0 space-y-1.5", className)}>
      <div className="flex items-baseline gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {required && <span className="text-xs text-ink-faint">Required</span>}
        {count && <Counter id={`${id}-count`} {...count} />}
      </div>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm break-words text-bad">
          {error}
        </p>
      )}
      {hint && (
        <div id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </div>
      )}
    </div>
  );
}

function Counter({ id, now, max }: { id: string; now: number; max: number }) {
  return (
    <span id={id} className={cn("ml-auto text-xs text-ink-faint", now > max && "font-medium text-bad")}>
      {now}/{max}
    </span>
  );
}
