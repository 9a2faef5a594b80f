import { type Config, parseConfig } from "@/lib/config";

const kept = globalThis as typeof globalThis & { patchbayConfig?: Config };

/** Adds settings to this process until the test ends (forget-settings.ts). */
export function useSettings(env: Record<string, string>): void {
  kept.patchbayConfig = parseConfig({ ...process.env, ...env });
}
