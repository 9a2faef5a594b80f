import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/lib/database/db";
import { dropTestDatabase, testDatabase } from "@/tests/support/database";

beforeAll(async () => {
  await testDatabase();
});

afterAll(async () => {
  await closeDatabase();
  await dropTestDatabase();
});
