import { ArrowRight } from "lucide-react";
import { useId } from "react";
import { Link } from "@/components/ui/link";
import type { Requirement } from "@/lib/apps/rules";
import { stepLabels } from "@/lib/apps/step-names";

type Props = { appId: string; title: string; missing: Requirement[] };

/** The unmet requirements of activation; each links to its field and focuses it. */
export function Checklist({ appId, title, missing }: Props) {
  const id = useId();
  return (
    <section>
      <h3 id={id} className="font-semibold">
        {title}
      </h3>
      <ul aria-labelledby={id} className="mt-2 divide-y rounded-lg border bg-surface">
        {missing.map(({ code, step, field, message }) => (
          <li key={code}>
            <Link
              href={`/apps/${appId}/${step}?field=${field}`}
              className="group flex items-center gap-3 px-4 py-3 hover:bg-hover"
            >
              <span aria-hidden className="size-2 shrink-0 rounded-full border-[1.5px] border-warn" />
              <span className="min-w-0 grow">{message}</span>
              <span className="text-sm text-ink-faint">{stepLabels[step]}</span>
              <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-faint group-hover:text-ink" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
