import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/lib/db";
import { dropTestDatabase, testDatabase } from "@/lib/testing/database";

// Tests need keys to seal with, but no directory to keep them in.
process.env.SECRET_KEYS ??= `test:${Buffer.alloc(32, 7).toString("base64")}`;
process.env.LOG_LEVEL ??= "silent";
// Vite puts its own base path, "/", into this variable.
process.env.BASE_URL = "http://localhost:3000";

beforeAll(async () => {
  await testDatabase();
});

afterAll(async () => {
  await closeDatabase();
  await dropTestDatabase();
});
