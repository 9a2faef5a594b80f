import type { ReactNode } from "react";
import { PatchbayMark } from "@/components/patchbay-mark";

type AuthFrameProps = { title: string; description?: ReactNode; children: ReactNode; footer?: ReactNode };

/** The layout for people who aren't signed in: the mark and one card with one task. */
export function AuthFrame({ title, description, children, footer }: AuthFrameProps) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-10">
      <div className="mb-6 flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <PatchbayMark />
        Patchbay
      </div>
      <section className="rounded-xl border bg-surface p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {description && <div className="mt-1 text-ink-soft">{description}</div>}
        <div className="mt-6">{children}</div>
      </section>
      {footer && <div className="mt-4 text-center text-sm text-ink-soft">{footer}</div>}
    </main>
  );
}
