"use client";

import { useState } from "react";
import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { closeNoticeAction } from "../actions";

type Notice = { id: string; message: string; at: Date };

/** What the people of the app should know, until somebody closes it. */
export function AppNotices({ appId, notices, mayEdit }: { appId: string; notices: Notice[]; mayEdit: boolean }) {
  return notices.map((notice) => (
    <Alert
      key={notice.id}
      tone="accent"
      role="note"
      className="mb-6"
      actions={mayEdit && <CloseNotice appId={appId} noticeId={notice.id} />}
    >
      {notice.message} <RelativeTime at={notice.at} className="text-ink-faint" />
    </Alert>
  ));
}

function CloseNotice({ appId, noticeId }: { appId: string; noticeId: string }) {
  const [pending, setPending] = useState(false);

  async function close() {
    setPending(true);
    const result = await closeNoticeAction({ appId, noticeId }).catch(() => null);
    setPending(false);
    if (!result?.ok) toast.error(result?.message ?? "The server cannot be reached. Try again.");
  }

  return (
    <Button size="sm" variant="ghost" pending={pending} onClick={close}>
      Close
    </Button>
  );
}
