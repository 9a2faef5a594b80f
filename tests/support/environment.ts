import { checkRows } from "@/lib/database/rows";

// The environment of the tests' own process: none of the machine's settings, and no key file in the data directory.
process.env.SECRET_KEYS = `test:${Buffer.alloc(32, 7).toString("base64")}`;
process.env.LOG_LEVEL ??= "silent";
// Vite puts its own base path, "/", into this variable.
process.env.BASE_URL = "http://localhost:3000";

// Rows of raw SQL are checked against their schemas.
checkRows();
