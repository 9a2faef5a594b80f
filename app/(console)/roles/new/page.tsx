import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Ready } from "@/components/ready";
import { may } from "@/lib/rights/permissions";
import type { Rights } from "@/lib/rights/privileges";
import { type ListedRole, listRoles } from "@/lib/roles/queries";
import { requireActor } from "@/lib/web/session";
import { MissingPrivilege } from "../../_rights/missing-privilege";
import { privilegeFacts } from "../../_rights/privilege-facts";
import { asFarAs } from "../choosing-rights";
import { RoleForm } from "../role-form";

export const metadata: Metadata = { title: "New role" };

const back = { href: "/roles", label: "Roles" };

export default async function NewRolePage({ searchParams }: PageProps<"/roles/new">) {
  const [actor, { from }] = await Promise.all([requireActor(), searchParams]);
  if (!may(actor, "roles.edit")) {
    return (
      <>
        <PageHeader title="New role" back={back} />
        <MissingPrivilege actor={actor} privilege="Roles: Edit" to="make roles" />
      </>
    );
  }
  const original = (await listRoles(actor))?.find(({ id }) => id === from);
  return (
    <Ready>
      <PageHeader
        title="New role"
        description={original ? `Begins with what ${original.name} grants.` : "Anything you don’t set is None."}
        back={back}
      />
      <RoleForm
        start={original ? copyOf(original, actor.rights) : { name: "", description: "", rights: {} }}
        held={actor.rights}
        facts={privilegeFacts({ withMaster: false })}
      />
    </Ready>
  );
}

/** A copy starts with the original's rights, capped at what the reader may grant. */
const copyOf = ({ name, description, rights }: ListedRole, held: Rights) => ({
  name: [...`Copy of ${name}`].slice(0, 50).join("").trim(),
  description,
  rights: asFarAs(held, rights),
});
