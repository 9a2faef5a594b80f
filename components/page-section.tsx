import type { ReactNode } from "react";

type PageSectionProps = { id?: string; title: string; about?: ReactNode; children?: ReactNode };

/** A section of a page: heading, a sentence about it, content. Wrap several in `divide-y`; `id` makes it linkable. */
export function PageSection({ id, title, about, children }: PageSectionProps) {
  return (
    <section id={id} className="scroll-mt-4 space-y-5 py-8 first:pt-0">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {about && <div className="mt-1 max-w-2xl text-ink-soft">{about}</div>}
      </div>
      {children}
    </section>
  );
}
