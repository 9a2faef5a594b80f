import { expect, test } from "vitest";
import { auditActions } from "@/lib/audit/actions";
import { actionGroups, countOf, phraseOf, titleOf } from "./action-groups";

test("every action can be filtered by, in exactly one group", () => {
  const listed = actionGroups().flatMap((group) => group.actions);
  expect(listed.toSorted()).toEqual(Object.keys(auditActions).toSorted());
});

test("an action has a title for when its target isn't named", () => {
  expect(titleOf("app.scopesStripped")).toBe("Removed ungranted scopes from an app");
  expect(titleOf("app.created")).toBe("Created an app");
  expect(titleOf("person.roleChanged")).toBe("Changed the role of a person");
  expect(titleOf("role.changed")).toBe("Changed a role");
  expect(titleOf("person.signedIn")).toBe("Signed in");
  expect(titleOf("person.passwordChanged")).toBe("Changed their password");
  expect(titleOf("account.renamed")).toBe("Renamed the account");
  const titles = actionGroups().flatMap((group) => group.actions.map(titleOf));
  expect(new Set(titles).size).toBe(titles.length);
});

test("consequences are counted in words", () => {
  expect(phraseOf("app.scopesStripped", countOf("app.scopesStripped", 10_000))).toBe(
    "removed ungranted scopes from 10,000 apps",
  );
  expect(phraseOf("app.deactivated", countOf("app.deactivated", 1))).toBe("deactivated 1 app");
  expect(phraseOf("app.purged", countOf("app.purged", 2))).toBe("purged 2 apps");
  expect(phraseOf("person.roleChanged", countOf("person.roleChanged", 3))).toBe("changed the role of 3 people");
});
