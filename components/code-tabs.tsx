"use client";

import { Content, List, Root, Trigger } from "radix-ui/tabs";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";

type CodeTabsProps = {
  /** `label` names the tab, its code and its copy button; it must be unique. */
  tabs: { label: string; code: string; language?: string }[];
};

/** The same snippet in several languages, each with a copy button. */
export function CodeTabs({ tabs }: CodeTabsProps) {
  const [label, setLabel] = useState(tabs[0]?.label);
  const active = tabs.find((tab) => tab.label === label) ?? tabs[0];
  if (!active) return null;
  return (
    <Root value={active.label} onValueChange={setLabel} className="overflow-hidden rounded-lg border bg-sunken">
      <div className="flex items-center border-b bg-surface pr-2">
        <List aria-label="Languages" className="relative flex min-w-0 grow gap-1 self-stretch overflow-x-auto px-2">
          {tabs.map((tab) => (
            <CodeTab key={tab.label} label={tab.label} />
          ))}
        </List>
        <CopyButton key={active.label} text={active.code} label={`Copy ${active.label}`} size="sm" variant="ghost" />
      </div>
      {tabs.map((tab) => (
        <Content key={tab.label} value={tab.label} tabIndex={-1}>
          <ScrollRegion label={`${tab.label} code`} className="relative overflow-x-auto p-4 -outline-offset-2">
            <pre className="w-max min-w-full font-mono text-sm leading-5">
              <code data-language={tab.language}>{tab.code}</code>
            </pre>
          </ScrollRegion>
        </Content>
      ))}
    </Root>
  );
}

function CodeTab({ label }: { label: string }) {
  return (
    <Trigger
      value={label}
      className="border-y-2 border-transparent px-2.5 py-2 text-sm font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink data-[state=active]:border-b-accent data-[state=active]:text-ink"
    >
      {label}
    </Trigger>
  );
}
