import { ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Rights } from "@/lib/rights/privileges";
import type { ListedRole } from "@/lib/roles/queries";
import { counted, nameWords } from "../_effect/effect-words";
import { aboutRole } from "./about-role";
import { rightsWords } from "./rights-words";
import { RoleActions } from "./role-actions";

type RoleTableProps = {
  roles: ListedRole[];
  /** The roles that the reader may grant. */
  grantable: { id: string; name: string }[];
  mayMake: boolean;
  maySeePeople: boolean;
};

/** The account's roles, built-in ones first. */
export function RoleTable({ roles, grantable, mayMake, maySeePeople }: RoleTableProps) {
  return (
    <Table label="Roles">
      <THead>
        <Th>Name and what it grants</Th>
        <Th>People</Th>
        {mayMake && <ThActions />}
      </THead>
      <TBody>
        {roles.map((role) => (
          <Tr key={role.id}>
            <Td className="w-full max-w-0 min-w-40 align-top">
              <Name role={role} />
              <Grants rights={role.rights} />
            </Td>
            <Td className="min-w-24 align-top md:min-w-52">
              <Holders role={role} maySeePeople={maySeePeople} />
            </Td>
            {mayMake && (
              <Td className="py-1.5 text-right align-top max-sm:pl-0">
                <RoleActions role={role} grantable={grantable} />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Name({ role }: { role: ListedRole }) {
  const { id, name, kind } = role;
  const about = aboutRole(role);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={`/roles/${id}`} className="min-w-0 font-semibold break-words hover:underline">
          {name}
        </Link>
        <Tag>{kind === "custom" ? "Custom" : "Built in"}</Tag>
      </div>
      {about && <p className="mt-0.5 text-sm break-words text-ink-soft">{about}</p>}
    </>
  );
}

function Grants({ rights }: { rights: Rights }) {
  const held = Object.entries(rights).sort(([one], [other]) => one.localeCompare(other, "en"));
  if (held.length === 0) return <p className="mt-1 text-sm text-ink-soft">{rightsWords(rights)}</p>;
  return (
    <details className="group mt-1 text-sm">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 transition-transform duration-100 group-open:rotate-90"
        />
        {rightsWords(rights)}
      </summary>
      <ul className="mt-2 grid gap-x-8 gap-y-0.5 pl-5 sm:grid-cols-2 lg:grid-cols-3">
        {held.map(([privilege, access]) => (
          <li key={privilege} className="flex justify-between gap-4">
            <span>{privilege}</span>
            <span className="text-ink-soft">{access === "edit" ? "Edit" : "View"}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Holders({ role, maySeePeople }: { role: ListedRole; maySeePeople: boolean }) {
  const { id, peopleCount, invitationCount } = role;
  const words = counted(peopleCount, "person", "people");
  return (
    <>
      {peopleCount > 0 && maySeePeople ? (
        <Link href={`/people?role=${id}`} className="link">
          {words}
        </Link>
      ) : (
        <span className="text-ink-soft">{words}</span>
      )}
      {peopleCount > 0 && <p className="mt-0.5 text-sm break-words text-ink-soft max-md:hidden">{namesOf(role)}</p>}
      {invitationCount > 0 && (
        <p className="mt-0.5 text-sm text-ink-soft">{counted(invitationCount, "open invitation")}</p>
      )}
    </>
  );
}

function namesOf({ people, peopleCount }: ListedRole): string {
  const names = people.map(({ name }) => name);
  return peopleCount > names.length ? `${names.join(", ")} and ${peopleCount - names.length} more` : nameWords(names);
}
