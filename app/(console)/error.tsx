"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ConsoleError({ error, reset }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  const tryAgain = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });

  return (
    <div role="alert">
      <PageHeader
        title="This page could not be shown"
        description="Something went wrong on the server, or it cannot be reached. What was saved is safe."
      />
      <Button pending={pending} onClick={tryAgain}>
        Try again
      </Button>
      {error.digest && (
        <p className="mt-6 text-sm text-ink-soft">
          If it stays like this, look for <code className="font-mono">{error.digest}</code> in the server’s log.
        </p>
      )}
    </div>
  );
}
