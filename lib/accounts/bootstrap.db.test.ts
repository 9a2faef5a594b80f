import { expect, it } from "vitest";
import { prepareFirstAccount } from "@/lib/accounts/set-up";
import { db } from "@/lib/database/db";
import { useSettings } from "@/tests/support/settings";

it("the owner from BOOTSTRAP_* is created once, however many servers start, and their address counts as proved", async () => {
  useSettings({
    BOOTSTRAP_ACCOUNT_NAME: "Harbour",
    BOOTSTRAP_OWNER_EMAIL: "Ada.Keeper@example.com",
    BOOTSTRAP_OWNER_PASSWORD: "the ship sails at dawn",
  });
  expect(await Promise.all([prepareFirstAccount(), prepareFirstAccount()])).toEqual([null, null]);
  const people = await db().user.findMany();
  expect(people).toMatchObject([{ email: "ada.keeper@example.com", name: "Ada Keeper" }]);
  expect(people[0]?.emailVerifiedAt).not.toBeNull();
});
