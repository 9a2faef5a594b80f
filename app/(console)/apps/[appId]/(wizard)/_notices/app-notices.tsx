"use client";

import { RelativeTime } from "@/components/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { inToast, useAct } from "../../../../../_act/use-act";
import { closeNoticeAction } from "../actions";

type Notice = { id: string; message: string; at: Date };

/** The app's notices, each shown until someone closes it. */
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
  const act = useAct(closeNoticeAction, { onRefused: inToast });
  return (
    <Button size="sm" variant="ghost" pending={act.pending} onClick={() => act.run({ appId, noticeId })}>
      Close
    </Button>
  );
}
