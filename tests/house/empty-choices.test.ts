import { expect, it } from "vitest";
import type * as z from "zod";
import { replayInput } from "@/lib/deliveries/resend";
import { testEventInput } from "@/lib/deliveries/test-event";
import { startTransferInput } from "@/lib/ownership/rules";
import { changeRoleInput } from "@/lib/people/commands";
import { previewRoleChangeInput } from "@/lib/people/previews";
import { inviteInput } from "@/lib/people/rules";
import { grantScopeInput } from "@/lib/requests/answer";
import { deleteRoleInput } from "@/lib/roles/commands";
import { previewRoleDeletionInput } from "@/lib/roles/queries";

/** Every field in which something is chosen by its ID, with the sentence for an empty one. */
const choices: [name: string, schema: z.ZodType, field: string, input: object, sentence: string][] = [
  ["Invite", inviteInput, "roleId", { email: "a@example.com" }, "Choose a role."],
  ["Change role", changeRoleInput, "roleId", { userId: "x", seen: "" }, "Choose a role."],
  ["Change role, the look", previewRoleChangeInput, "roleId", { userId: "x" }, "Choose a role."],
  ["Delete role", deleteRoleInput, "moveTo", { roleId: "x", seen: "" }, "Choose a role."],
  ["Delete role, the look", previewRoleDeletionInput, "moveTo", { roleId: "x" }, "Choose a role."],
  ["Start transfer", startTransferInput, "toId", { appId: "x" }, "Choose the new owner."],
  ["Send test event", testEventInput, "subscriptionId", { appId: "x" }, "Choose an endpoint."],
  ["Replay failed", replayInput, "subscriptionId", { appId: "x", since: "1h" }, "Choose an endpoint."],
];

it.each(choices)("%s: a field left empty says what to choose, not that something doesn't exist", (...row) => {
  const [, schema, field, input, sentence] = row;
  const messages = schema.safeParse({ ...input, [field]: "" }).error?.issues ?? [];
  expect(messages.filter(({ path }) => path[0] === field).map(({ message }) => message)).toEqual([sentence]);
});

it("a chosen ID that can't be one of ours is refused", () => {
  const messages = (roleId: unknown) =>
    inviteInput.safeParse({ email: "a@example.com", roleId }).error?.issues.map(({ message }) => message);
  expect(messages("no such id!")).toEqual(["This no longer exists. Choose again."]);
  expect(messages("x".repeat(65))).toEqual(["This no longer exists. Choose again."]);
  expect(messages(undefined)).toEqual(["Choose a role."]);
});

it("no way chosen to grant a scope is said so", () => {
  const input = { appId: "x", scopeId: "x", requestId: null, seen: "", way: undefined };
  expect(grantScopeInput.safeParse(input).error?.issues.map(({ message }) => message)).toEqual([
    "Choose how to grant it.",
  ]);
});
