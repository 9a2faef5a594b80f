import { expect, it } from "vitest";
import { wayWords } from "./way-words";

const shown = { need: "Meetings: View", ownerName: "Dev", roleName: "Developer" };

it("a way to grant says who gets what, and its button names what goes beyond the missing privilege", () => {
  expect(wayWords(shown, { kind: "new", roleName: "Developer + Meetings: View" })).toEqual({
    title: "A new role for Dev",
    about: "Grants what Developer grants, and Meetings: View.",
    button: "Grant",
  });
  expect(wayWords(shown, { kind: "edit", roleId: "1", roleName: "Developer", others: 0 })).toEqual({
    title: "Add it to the role Developer",
    about: "Only Dev has this role.",
    button: "Grant",
  });
  expect(wayWords(shown, { kind: "edit", roleId: "1", roleName: "Developer", others: 2 })).toEqual({
    title: "Add it to the role Developer",
    about: "2 other people have this role and get Meetings: View too.",
    button: "Grant to 3 people",
  });
  expect(wayWords(shown, { kind: "give", roleId: "2", roleName: "Reader", more: [] })).toEqual({
    title: "The role Reader",
    about: "Grants what Developer grants, and Meetings: View.",
    button: "Grant",
  });
  expect(
    wayWords(shown, { kind: "give", roleId: "3", roleName: "Admin", more: ["Users: Edit", "Phone: Edit"] }),
  ).toEqual({
    title: "The role Admin",
    about: "Grants Meetings: View and 2 more rights.",
    button: "Grant with 2 more rights",
  });
});
