import { defineConfig } from "prisma/config";

// `generate` and `validate` need no engine, but the CLI insists on finding one and would download it. Any existing
// file satisfies it. Nothing else of the CLI is used: with this variable set, `prisma migrate` does nothing.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });
