import { afterEach } from "vitest";
import { type Config, parseConfig } from "@/lib/config";

const kept = globalThis as typeof globalThis & { patchbayConfig?: Config };

afterEach(() => {
  delete kept.patchbayConfig;
});

/** Adds settings to this process until the test ends. */
export function useSettings(env: Record<string, string>): void {
  kept.patchbayConfig = parseConfig({ ...process.env, ...env });
}
