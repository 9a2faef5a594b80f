import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Alert } from "@/components/ui/alert";
import type { Actor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { listGrantableRoles, listOpenInvitations, listPeople, listRoleManagers } from "@/lib/people/queries";
import { mayInvite, maySeePeople } from "@/lib/roles/rules";
import { MissingPrivilege } from "../missing-privilege";
import { InviteDialog } from "./invite-dialog";
import { OpenInvitations } from "./open-invitations";
import { PeopleTable } from "./people-table";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const actor = await requireActor();
  if (!maySeePeople(actor)) {
    return (
      <>
        <PageHeader title="People" />
        <MissingPrivilege actor={actor} privilege="Users: View" to="see the people of this account" />
      </>
    );
  }
  const [people, invitations, roles] = await Promise.all([
    listPeople(actor),
    listOpenInvitations(actor),
    listGrantableRoles(actor),
  ]);
  const mayEdit = mayInvite(actor);
  return (
    <>
      <PageHeader
        title="People"
        description={`Who can sign in to ${actor.accountName}, and with which role.`}
        actions={mayEdit && <InviteDialog roles={roles} />}
      />
      {!mayEdit && <LookOnly actor={actor} />}
      <PeopleTable people={people} ownId={actor.userId} />
      <OpenInvitations invitations={invitations} mayRevoke={mayEdit} />
    </>
  );
}

async function LookOnly({ actor }: { actor: Actor }) {
  const managers = await listRoleManagers(actor);
  return (
    <Alert role="note" className="mb-6" title="You can look, but not invite anybody">
      Inviting takes the privilege Users: Edit, which the role {actor.roleName} does not grant.{" "}
      {managers.length > 0 ? `${managers.join(", ")} can grant it.` : "An account owner can grant it."}
    </Alert>
  );
}
