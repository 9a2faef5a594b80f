import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/lib/db";
import { dropTestDatabase, testDatabase } from "@/lib/testing/database";

beforeAll(async () => {
  await testDatabase();
});

afterAll(async () => {
  await closeDatabase();
  await dropTestDatabase();
});
