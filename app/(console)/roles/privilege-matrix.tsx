"use client";

import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { allows } from "@/lib/rights/permissions";
import type { Rights } from "@/lib/rights/privileges";
import type { PrivilegeFacts } from "../_rights/privilege-facts";
import { allAt, type Choice, withChoice } from "./choosing-rights";
import { choices, columns, PrivilegeRow } from "./privilege-row";

type PrivilegeMatrixProps = {
  facts: PrivilegeFacts[];
  rights: Rights;
  /** What the reader holds, and may therefore grant. */
  held: Rights;
  /** Without it, the matrix is read-only. */
  onChange?: (rights: Rights) => void;
};

/** What a role grants: None, View or Edit per privilege. Choices that the reader does not hold are disabled. */
export function PrivilegeMatrix({ facts, rights, held, onChange }: PrivilegeMatrixProps) {
  return (
    <section aria-labelledby="privileges" className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 id="privileges" className="text-lg font-semibold">
          Privileges
        </h2>
        {onChange && <SetAll onChoose={(choice) => onChange(allAt(choice, held))} />}
      </div>
      <div className="overflow-hidden rounded-lg border bg-surface">
        <Head />
        <div className="divide-y">
          {facts.map((one) => (
            <PrivilegeRow
              key={one.privilege}
              facts={one}
              chosen={rights[one.privilege] ?? "none"}
              isGrantable={(choice) => choice === "none" || allows(held, one.privilege, choice)}
              onChoose={onChange && ((choice) => onChange(withChoice(rights, one.privilege, choice)))}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

/** Column headings, hidden from assistive technology: each radio has its own label. */
function Head() {
  return (
    <div aria-hidden className={cn(columns, "border-b text-sm font-medium text-ink-soft")}>
      <span className="py-2">Privilege</span>
      {choices.map(({ choice, label }) => (
        <span key={choice} className="text-center">
          {label}
        </span>
      ))}
    </div>
  );
}

function SetAll({ onChoose }: { onChoose: (choice: Choice) => void }) {
  return (
    <div className="flex items-center gap-2 text-sm text-ink-soft">
      Set all to
      {choices.map(({ choice, label }) => (
        <Button key={choice} size="sm" aria-label={`Set all to ${label}`} onClick={() => onChoose(choice)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
