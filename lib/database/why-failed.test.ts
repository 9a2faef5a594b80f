import { expect, test } from "vitest";
import { ConfigError } from "@/lib/config";
import { DatabaseError } from "@/lib/database/database-error";
import { whyFailed } from "@/lib/database/why-failed";

test("an error that has a sentence is printed as that", () => {
  expect(whyFailed(new ConfigError("PORT must be a whole number."), [ConfigError])).toBe(
    "\nPORT must be a whole number.",
  );
  expect(whyFailed(new DatabaseError("It is a standby."), [])).toBe("\nIt is a standby.");
});

test("a failure of the database is printed without a stack", () => {
  const error = Object.assign(new Error("cannot execute UPDATE in a read-only transaction"), { code: "25006" });
  expect(whyFailed(error, [])).toBe(
    "\nThe database is read-only. Its message: cannot execute UPDATE in a read-only transaction",
  );
});

test("anything else is printed with its stack", () => {
  const bug = new TypeError("x is not a function");
  expect(whyFailed(bug, [ConfigError])).toBe(bug);
});
