import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GrantRole, isExact, suggestedWay, waysToGrant, whyNotGrantHere, withNeed } from "@/lib/requests/rules";
import { builtInRoles, grantablePrivileges, type Rights, type RoleKind } from "@/lib/rights/privileges";
import { missingRights } from "@/lib/rights/rules";

const readMeetings = { privilege: "Meetings", access: "view" } as const;
const master = { privilege: "Master", access: "edit" } as const;

const role = (id: string, kind: RoleKind, rights: Rights, peopleCount = 1): GrantRole => ({
  id,
  name: kind === "custom" ? id : builtInRoles[kind].name,
  kind,
  rights,
  peopleCount,
});
const builtIn = (kind: Exclude<RoleKind, "custom">) => role(kind, kind, builtInRoles[kind].rights);
const all = [builtIn("owner"), builtIn("admin"), builtIn("developer"), builtIn("member")];
const [ownerRole, adminRole, developerRole] = all as [GrantRole, GrantRole, GrantRole];
const holder = ({ rights, kind }: GrantRole) => ({ rights, roleKind: kind });
const owner = holder(ownerRole);

const ways = (
  of: GrantRole,
  need: { privilege: string; access: "view" | "edit" },
  roles = all,
  actor: Parameters<typeof waysToGrant>[0]["actor"] = owner,
) => waysToGrant({ actor, role: of, need, roles });

describe("granting one scope", () => {
  it("suggests a new role, theirs plus the missing privilege; roles that grant more are listed last, with what more", () => {
    const found = ways(developerRole, readMeetings);
    expect(suggestedWay(found)).toEqual({ kind: "new", roleName: "Developer + Meetings: View" });
    expect(found.map((way) => (way.kind === "give" ? way.roleName : way.kind))).toEqual(["new", "Admin", "Owner"]);
    expect(found[1]).toMatchObject({ more: expect.arrayContaining(["Users: Edit", "Meetings: Edit"]) });
  });

  it("suggests an existing role that grants exactly that", () => {
    const reader = role("Reader", "custom", { "S2S apps": "edit", Meetings: "view" });
    expect(suggestedWay(ways(developerRole, readMeetings, [...all, reader]))).toEqual({
      kind: "give",
      roleId: "Reader",
      roleName: "Reader",
      more: [],
    });
  });

  it("suggests adding it to their own role only if no one else has that role", () => {
    const builder = role("Builder", "custom", { "S2S apps": "edit" });
    expect(suggestedWay(ways(builder, readMeetings, [...all, builder]))).toMatchObject({ kind: "edit", others: 0 });
    const shared = { ...builder, peopleCount: 3 };
    const found = ways(shared, readMeetings, [...all, shared]);
    expect(suggestedWay(found)).toMatchObject({ kind: "new" });
    expect(found).toContainEqual({ kind: "edit", roleId: "Builder", roleName: "Builder", others: 2 });
  });

  it("selects nothing for Master: only Owner includes it, and grants everything else", () => {
    const found = ways(developerRole, master);
    expect(suggestedWay(found)).toBeNull();
    expect(found).toMatchObject([{ kind: "give", roleName: "Owner" }]);
  });

  it("never suggests what grants the person more than is missing, or anyone else anything", () => {
    const access = fc.constantFrom<"view" | "edit">("view", "edit");
    const rights = fc.dictionary(fc.constantFrom(...grantablePrivileges), access, { maxKeys: 4 });
    const need = fc.record({ privilege: fc.constantFrom(...grantablePrivileges, "Master"), access });
    fc.assert(
      fc.property(rights, fc.array(rights, { maxLength: 4 }), fc.nat(2), need, (of, others, people, wanted) => {
        const own = role("own", "custom", of, people + 1);
        const roles = [...all, own, ...others.map((one, i) => role(`other ${i}`, "custom", one))];
        const way = suggestedWay(ways(own, wanted, roles));
        if (way?.kind === "give") {
          const given = roles.find(({ id }) => id === way.roleId);
          expect(missingRights(withNeed(of, wanted), given?.rights ?? {})).toEqual([]);
          expect(given?.kind === "owner" || given?.kind === "admin").toBe(false);
        }
        if (way?.kind === "edit") expect(people).toBe(0);
        expect(way === null || isExact(way)).toBe(true);
      }),
    );
  });

  it("offers no new or changed role without Roles: Edit, and nothing beyond the granter's own rights", () => {
    const keeper = {
      rights: { "S2S apps": "edit", Users: "edit", Meetings: "view" } as Rights,
      roleKind: "custom" as const,
    };
    const reader = role("Reader", "custom", { "S2S apps": "edit", Meetings: "view" });
    expect(ways(developerRole, readMeetings, [...all, reader], keeper)).toMatchObject([
      { kind: "give", roleId: "Reader" },
    ]);
    expect(ways(developerRole, readMeetings, all, keeper)).toEqual([]);
    expect(ways(developerRole, { privilege: "Meetings", access: "edit" }, [...all, reader], keeper)).toEqual([]);
  });

  it("names a new role so that it fits and is not taken", () => {
    const long = role("x".repeat(50), "custom", { "S2S apps": "edit" }, 2);
    const taken = role("developer + meetings: view", "custom", {});
    expect(suggestedWay(ways(long, readMeetings, [...all, long]))).toEqual({
      kind: "new",
      roleName: `${"x".repeat(33)} + Meetings: View`,
    });
    expect(suggestedWay(ways(developerRole, readMeetings, [...all, taken]))).toEqual({
      kind: "new",
      roleName: "Developer + Meetings: View 2",
    });
  });

  it("is left to someone else, with the reason, if the granter may not do it", () => {
    const person = { name: "Dev", rights: developerRole.rights };
    expect(whyNotGrantHere(owner, person, readMeetings)).toBeNull();
    expect(whyNotGrantHere(holder(adminRole), person, master)).toContain("You don’t hold Master yourself.");
    expect(whyNotGrantHere(holder(adminRole), { name: "Olga", rights: ownerRole.rights }, master)).toContain(
      "Olga has rights",
    );
    expect(whyNotGrantHere(holder(developerRole), person, readMeetings)).toBe(
      "You need Users: Edit to answer requests.",
    );
  });
});
