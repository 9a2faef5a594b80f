import { afterEach } from "vitest";
import type { Config } from "@/lib/config";

// Set-up of every test file: what a test has set by `useSettings` ends with it.

const kept = globalThis as typeof globalThis & { patchbayConfig?: Config };

afterEach(() => {
  delete kept.patchbayConfig;
});
