import { RelativeTime } from "@/components/relative-time";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { listSessions } from "@/lib/auth/sessions";
import { EndSession } from "./end-session";

type Session = Awaited<ReturnType<typeof listSessions>>[number];

const tableId = "own-sessions";

/** The reader's sessions, this browser's first. */
export function SessionTable({ sessions }: { sessions: Session[] }) {
  return (
    <div id={tableId} tabIndex={-1} className="outline-none">
      <Table label="Where you are signed in">
        <THead>
          <Th>Browser and address</Th>
          <Th>Last seen</Th>
          <Th>
            <span className="sr-only">Action</span>
          </Th>
        </THead>
        <TBody>
          {sessions.map((session) => (
            <SessionRow key={session.reference} session={session} now={new Date().toISOString()} />
          ))}
        </TBody>
      </Table>
    </div>
  );
}

function SessionRow({ session, now }: { session: Session; now: string }) {
  const { reference, browser, isThis, address, createdAt, lastSeenAt } = session;
  return (
    <Tr>
      <Td>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{browser}</span>
          {isThis && <Tag>This one</Tag>}
        </div>
        <div className="font-mono text-xs break-all text-ink-soft">{address || "unknown address"}</div>
      </Td>
      <Td>
        <div>{isThis ? "Now" : <RelativeTime at={lastSeenAt} now={now} />}</div>
        <div className="text-sm text-ink-soft">
          Signed in <RelativeTime at={createdAt} now={now} />
        </div>
      </Td>
      <Td className="text-right">
        {!isThis && <EndSession reference={reference} browser={browser} focusAfterId={tableId} />}
      </Td>
    </Tr>
  );
}
