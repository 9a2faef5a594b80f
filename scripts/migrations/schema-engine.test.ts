import { expect, test } from "vitest";
import { diffSchemas } from "@/scripts/migrations/schema-engine";

const schema = (fields: string) => `
datasource db {
  provider = "postgresql"
}

model Lamp {
  id String @id
  ${fields}
}
`;

test("the same schema needs no migration", async () => {
  expect(await diffSchemas(schema(""), schema(""))).toBe("");
});

test("a new field is added, and from nothing the whole table is made", async () => {
  expect(await diffSchemas(schema(""), schema("colour String?"))).toMatch(
    /ALTER TABLE "Lamp" ADD COLUMN +"colour" TEXT;/,
  );
  expect(await diffSchemas("", schema(""))).toMatch(/CREATE TABLE "Lamp"/);
});
