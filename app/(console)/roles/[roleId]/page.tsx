import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/rights/permissions";
import { masterPrivilege } from "@/lib/rights/privileges";
import { type ListedRole, listRoles } from "@/lib/roles/queries";
import { requireActor } from "@/lib/web/session";
import { counted } from "../../_effect/effect-words";
import { MissingPrivilege } from "../../_rights/missing-privilege";
import { privilegeFacts } from "../../_rights/privilege-facts";
import { aboutRole } from "../about-role";
import { PrivilegeMatrix } from "../privilege-matrix";
import { RoleForm } from "../role-form";

export const metadata: Metadata = { title: "Role" };

const back = { href: "/roles", label: "Roles" };

export default async function RolePage({ params }: PageProps<"/roles/[roleId]">) {
  const [actor, { roleId }] = await Promise.all([requireActor(), params]);
  const roles = await listRoles(actor);
  if (!roles) {
    return (
      <>
        <PageHeader title="Role" back={back} />
        <MissingPrivilege actor={actor} privilege="Roles: View" to="see the roles of this account" />
      </>
    );
  }
  const role = roles.find(({ id }) => id === roleId);
  if (!role) notFound();
  return (
    <Ready>{role.mayEdit ? <EditRole actor={actor} role={role} /> : <ReadRole actor={actor} role={role} />}</Ready>
  );
}

function EditRole({ actor, role }: { actor: Actor; role: ListedRole }) {
  return (
    <>
      <PageHeader title={role.name} description={heldBy(role)} back={back} />
      <RoleForm
        role={{ id: role.id, peopleCount: role.peopleCount }}
        start={{ name: role.name, description: role.description, rights: role.rights }}
        held={actor.rights}
        facts={privilegeFacts({ withMaster: false })}
      />
    </>
  );
}

function ReadRole({ actor, role }: { actor: Actor; role: ListedRole }) {
  return (
    <>
      <PageHeader
        title={role.name}
        description={aboutRole(role) || heldBy(role)}
        back={back}
        actions={
          may(actor, "roles.edit") && (
            <Button asChild variant="primary">
              <Link href={`/roles/new?from=${role.id}`}>Duplicate</Link>
            </Button>
          )
        }
      />
      <div className="max-w-3xl space-y-6">
        <Alert role="note" title="View only">
          {whyFixed(actor, role)}
        </Alert>
        <PrivilegeMatrix
          facts={privilegeFacts({ withMaster: masterPrivilege in role.rights })}
          rights={role.rights}
          held={actor.rights}
        />
      </div>
    </>
  );
}

const heldBy = ({ peopleCount }: ListedRole): string =>
  peopleCount === 0 ? "No one has this role." : `${counted(peopleCount, "person has", "people have")} this role.`;

function whyFixed(actor: Actor, role: ListedRole): string {
  if (role.kind !== "custom") return "It is built in and stays as it is. Duplicate it and change the copy.";
  if (may(actor, "roles.edit")) return `It grants more than you hold yourself as ${actor.roleName}.`;
  return `To change roles you need Roles: Edit, which the role ${actor.roleName} does not grant.`;
}
