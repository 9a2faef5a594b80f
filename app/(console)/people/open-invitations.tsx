import { RelativeTime } from "@/components/relative-time";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { listOpenInvitations } from "@/lib/people/queries";
import { RevokeButton } from "./revoke-button";

type Invitation = Awaited<ReturnType<typeof listOpenInvitations>>[number];

const headingId = "open-invitations";

/** Invitations that can still be accepted. */
export function OpenInvitations({ invitations, mayRevoke }: { invitations: Invitation[]; mayRevoke: boolean }) {
  return (
    <section className="mt-10">
      <h2 id={headingId} tabIndex={-1} className="mb-3 text-lg font-semibold">
        Open invitations
      </h2>
      {invitations.length === 0 ? (
        <p className="text-ink-soft">No open invitations. They appear here until they are used, revoked or expire.</p>
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
        <Th>Email</Th>
        <Th>Role</Th>
        {mayRevoke && (
          <Th>
            <span className="sr-only">Action</span>
          </Th>
        )}
      </THead>
      <TBody>
        {invitations.map((invitation) => (
          <Tr key={invitation.id}>
            <Td>
              <div className="break-all">{invitation.email}</div>
              <div className="text-sm break-words text-ink-soft">
                Invited by {invitation.invitedBy?.name ?? "the operator of this Patchbay"}, expires{" "}
                <RelativeTime at={invitation.expiresAt} now={new Date().toISOString()} />
              </div>
            </Td>
            <Td>{invitation.role.name}</Td>
            {mayRevoke && (
              <Td className="text-right">
                <RevokeButton invitationId={invitation.id} email={invitation.email} focusAfterId={headingId} />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
