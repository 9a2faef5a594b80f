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

test("an unchanged schema needs no migration", async () => {
  expect(await diffSchemas(schema(""), schema(""))).toBe("");
});

test("a new field is added, and from an empty schema the whole table is created", async () => {
  expect(await diffSchemas(schema(""), schema("colour String?"))).toMatch(
    /ALTER TABLE "Lamp" ADD COLUMN +"colour" TEXT;/,
  );
  expect(await diffSchemas("", schema(""))).toMatch(/CREATE TABLE "Lamp"/);
});
