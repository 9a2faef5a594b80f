"use client";

import { Check, Copy } from "lucide-react";
import { Anchor, Content, Portal, Root } from "radix-ui/popover";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { useReturnFocus } from "@/components/ui/return-focus";
import { Textarea } from "@/components/ui/textarea";

const COPIED_MS = 2000;

type CopyButtonProps = {
  /** The text, or a function that fetches it; null means that there is nothing to copy. */
  text: string | (() => Promise<string | null>);
  /** The accessible name, "Copy …". */
  label: string;
  /** What is copied, if the name alone doesn't say it. */
  about?: string;
  size?: ButtonProps["size"];
  variant?: ButtonProps["variant"];
  className?: string;
};

/** Copies and shows "Copied" for two seconds. If the browser refuses (plain http), shows the text to copy by hand. */
export function CopyButton({ text, label, about, size = "md", variant = "secondary", className }: CopyButtonProps) {
  const { state, byHand, copy, closeByHand } = useCopy(text);
  const onCloseAutoFocus = useReturnFocus(byHand !== null);
  return (
    <Root open={byHand !== null} onOpenChange={closeByHand}>
      <Anchor asChild>
        <Button
          aria-label={label}
          aria-description={about}
          size={size}
          variant={variant}
          pending={state === "pending"}
          onClick={copy}
          className={className}
        >
          {state === "copied" ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
          <span className="grid">
            <span className={state === "copied" ? "invisible col-start-1 row-start-1" : "col-start-1 row-start-1"}>
              Copy
            </span>
            <span aria-live="polite" className="col-start-1 row-start-1">
              {state === "copied" && "Copied"}
            </span>
          </span>
        </Button>
      </Anchor>
      <Portal>
        <Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onCloseAutoFocus={onCloseAutoFocus}
          className="z-60 w-80 max-w-[calc(100vw-1rem)] animate-rise space-y-2 rounded-lg border bg-raised p-3 shadow-overlay"
        >
          <p className="text-sm text-ink-soft">
            This browser lets no page copy over plain http. Copy the selected text yourself.
          </p>
          <Textarea
            readOnly
            mono
            aria-label="Text to copy"
            value={byHand ?? ""}
            onFocus={(event) => event.target.select()}
          />
        </Content>
      </Portal>
    </Root>
  );
}

function useCopy(text: CopyButtonProps["text"]) {
  const [state, setState] = useState<"idle" | "pending" | "copied">("idle");
  const [byHand, setByHand] = useState<string | null>(null);

  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    if (typeof text !== "string") setState("pending");
    const value = typeof text === "string" ? text : await text().catch(() => null);
    const copied = value !== null && (await writeToClipboard(value));
    setState(copied ? "copied" : "idle");
    if (!copied) setByHand(value);
  }

  return { state, byHand, copy, closeByHand: () => setByHand(null) };
}

async function writeToClipboard(value: string): Promise<boolean> {
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(value).then(
    () => true,
    () => false,
  );
}
