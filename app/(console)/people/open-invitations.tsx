import { RelativeTime } from "@/components/relative-time";
import { Table, TBody, Td, Th, THead, Tr } from "@/components/ui/table";
import type { listOpenInvitations } from "@/lib/people/queries";
import { RevokeButton } from "./revoke-button";

type Invitation = Awaited<ReturnType<typeof listOpenInvitations>>[number];

const headingId = "open-invitations";

/** The invitations that nobody has used yet. */
export function OpenInvitations({ invitations, mayRevoke }: { invitations: Invitation[]; mayRevoke: boolean }) {
  return (
    <section className="mt-10" aria-labelledby={headingId}>
      <h2 id={headingId} tabIndex={-1} className="mb-3 text-lg font-semibold">
        Open invitations
      </h2>
      {invitations.length === 0 ? (
        <p className="text-ink-soft">None. An invitation stands here until it is used, revoked or has run out.</p>
      ) : (
        <InvitationTable invitations={invitations} mayRevoke={mayRevoke} />
      )}
    </section>
  );
}

function InvitationTable({ invitations, mayRevoke }: { invitations: Invitation[]; mayRevoke: boolean }) {
  return (
    <Table label="Open invitations">
      <THead>
        <Tr>
          <Th>Email</Th>
          <Th>Role</Th>
          <Th>Invited by</Th>
          <Th>Runs out</Th>
          {mayRevoke && (
            <Th>
              <span className="sr-only">Action</span>
            </Th>
          )}
        </Tr>
      </THead>
      <TBody>
        {invitations.map(({ id, email, role, invitedBy, expiresAt }) => (
          <Tr key={id}>
            <Td className="min-w-44 break-all">{email}</Td>
            <Td>{role.name}</Td>
            <Td className="break-words">{invitedBy.name}</Td>
            <Td className="whitespace-nowrap text-ink-soft">
              <RelativeTime at={expiresAt} now={new Date().toISOString()} />
            </Td>
            {mayRevoke && (
              <Td className="text-right">
                <RevokeButton invitationId={id} email={email} focusAfterId={headingId} />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
