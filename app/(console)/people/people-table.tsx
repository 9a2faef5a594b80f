import { RelativeTime } from "@/components/relative-time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, ThActions, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { ListedPerson } from "@/lib/people/queries";
import type { RoleChoice } from "./invite-form";
import { PersonActions } from "./person-actions";

type PeopleTableProps = {
  people: ListedPerson[];
  ownId: string;
  /** The roles that the reader may grant. */
  roles: RoleChoice[];
  /** The reader may manage people, as far as `mayManage` of each says. */
  mayEdit: boolean;
};

export function PeopleTable({ people, ownId, roles, mayEdit }: PeopleTableProps) {
  return (
    <Table label="People">
      <THead>
        <Th>Name</Th>
        <Th>Role and status</Th>
        <Th className="text-right max-md:hidden">Apps owned</Th>
        <Th className="max-lg:hidden">Last sign-in</Th>
        {mayEdit && <ThActions />}
      </THead>
      <TBody>
        {people.map((person) => (
          <Tr key={person.id}>
            <Td className="w-full max-w-0 min-w-32 sm:min-w-44">
              <Who person={person} isOneself={person.id === ownId} />
            </Td>
            <Td>
              <RoleAndStatus person={person} />
            </Td>
            <Td className="text-right max-md:hidden">
              <AppsOwned person={person} />
            </Td>
            <Td className="whitespace-nowrap text-ink-soft max-lg:hidden">
              {person.lastSignInAt ? <RelativeTime at={person.lastSignInAt} now={new Date().toISOString()} /> : "Never"}
            </Td>
            {mayEdit && (
              <Td className="text-right max-sm:pl-0">
                {person.mayManage && <PersonActions person={person} roles={roles} isOneself={person.id === ownId} />}
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Who({ person, isOneself }: { person: ListedPerson; isOneself: boolean }) {
  return (
    <>
      <div className="flex items-center gap-2">
        <span className="min-w-0 font-medium break-words">{person.name}</span>
        {isOneself && <Tag>You</Tag>}
      </div>
      {person.email === null ? (
        <NoAddress formerEmail={person.formerEmail} />
      ) : (
        <div className="truncate text-sm text-ink-soft" title={person.email}>
          {person.email}
        </div>
      )}
    </>
  );
}

/** Shown when someone else proved that the address is theirs; says how the person gets it back. */
function NoAddress({ formerEmail }: { formerEmail: string | null }) {
  return (
    <div className="space-y-1 text-sm text-ink-soft">
      <Badge tone="warn">No address</Badge>
      <p>
        Someone proved that <span className="break-all">{formerEmail}</span> is theirs. If it is this person, invite
        that address again: accepting by the emailed link or through the identity provider brings their apps back.
      </p>
    </div>
  );
}

function RoleAndStatus({ person }: { person: ListedPerson }) {
  return (
    <div className="flex items-center gap-4 max-sm:flex-col max-sm:items-start max-sm:gap-1">
      <span className="min-w-0 break-words sm:w-32">{person.role.name}</span>
      {person.status === "active" ? <Badge tone="good">Active</Badge> : <Badge tone="warn">Deactivated</Badge>}
    </div>
  );
}

function AppsOwned({ person: { id, name, appCount } }: { person: ListedPerson }) {
  if (appCount === 0) return 0;
  const label = `${appCount} ${appCount === 1 ? "app" : "apps"} of ${name}`;
  return (
    <Link href={`/apps?owner=${id}`} aria-label={label} className="hover:underline">
      {appCount}
    </Link>
  );
}
