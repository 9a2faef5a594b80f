import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import type { Actor } from "@/lib/auth/actor";
import { listIdentityRequests } from "@/lib/people/identity-requests";
import { listGrantableRoles, listOpenInvitations, listPeople, listRoleManagers } from "@/lib/people/queries";
import { listScopeRequests } from "@/lib/requests/queries";
import { mayInvite, maySeePeople } from "@/lib/rights/rules";
import { requireActor } from "@/lib/web/session";
import { nameWords } from "../_effect/effect-words";
import { MissingPrivilege } from "../_rights/missing-privilege";
import { IdentityRequests } from "./identity-requests";
import { InviteButton } from "./invite-button";
import { OpenInvitations } from "./open-invitations";
import { PeopleTable } from "./people-table";
import { ScopeRequests } from "./scope-requests";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: PageProps<"/people">) {
  const [actor, { role }] = await Promise.all([requireActor(), searchParams]);
  if (!maySeePeople(actor)) {
    return (
      <>
        <PageHeader title="People" />
        <MissingPrivilege actor={actor} privilege="Users: View" to="see the people of this account" />
      </>
    );
  }
  return typeof role === "string" ? <PeopleOfRole actor={actor} roleId={role} /> : <Everyone actor={actor} />;
}

async function Everyone({ actor }: { actor: Actor }) {
  const [people, invitations, requests, roles, signIns] = await Promise.all([
    listPeople(actor),
    listOpenInvitations(actor),
    listScopeRequests(actor),
    listGrantableRoles(actor),
    listIdentityRequests(actor),
  ]);
  const mayEdit = mayInvite(actor);
  return (
    <Ready>
      <PageHeader
        title="People"
        description={
          <>
            Who can sign in to {actor.accountName}, and with which role. <WaitingRequests count={requests.length} />
          </>
        }
        actions={mayEdit && <InviteButton roles={roles} />}
      />
      {!mayEdit && <LookOnly actor={actor} />}
      {signIns.length > 0 && <IdentityRequests requests={signIns} />}
      <PeopleTable people={people} ownId={actor.userId} roles={roles} mayEdit={mayEdit} />
      {mayEdit && people.some((person) => !person.mayManage) && <HoldMore roleName={actor.roleName} />}
      {mayEdit && <ScopeRequests requests={requests} />}
      <OpenInvitations invitations={invitations} mayRevoke={mayEdit} />
    </Ready>
  );
}

/** The people with one role; the counts on Roles link here. */
async function PeopleOfRole({ actor, roleId }: { actor: Actor; roleId: string }) {
  const [people, roles] = await Promise.all([listPeople(actor, roleId), listGrantableRoles(actor)]);
  const roleName = people[0]?.role.name;
  return (
    <Ready>
      <PageHeader
        title="People"
        description={roleName ? `Who has the role ${roleName}.` : "No one has this role."}
        back={{ href: "/people", label: "All people" }}
      />
      {people.length > 0 && (
        <PeopleTable people={people} ownId={actor.userId} roles={roles} mayEdit={mayInvite(actor)} />
      )}
    </Ready>
  );
}

function WaitingRequests({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Link href="#requests" className="link">
      {count === 1 ? "1 request to review" : `${count} requests to review`}
    </Link>
  );
}

function HoldMore({ roleName }: { roleName: string }) {
  return (
    <p className="mt-3 text-sm text-ink-soft">
      Where there is no menu, the person’s role grants more than yours, {roleName}: only someone with at least those
      rights can change it.
    </p>
  );
}

async function LookOnly({ actor }: { actor: Actor }) {
  const managers = await listRoleManagers(actor);
  return (
    <Alert role="note" className="mb-6" title="View only">
      You need Users: Edit, which the role {actor.roleName} does not grant. Ask{" "}
      {nameWords(managers) || "an account owner"}.
    </Alert>
  );
}
