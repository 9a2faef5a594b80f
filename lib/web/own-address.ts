import { config } from "@/lib/config";

/** Longer than any address of ours. */
const maxLength = 2_000;

/** Whether this is an address of ours to go to: a path, or a whole URL of BASE_URL. */
export const isOwnAddress = (text: string): boolean => ownAddress(text) !== null;

/** The whole URL of an address of ours; null for any other text. */
export function ownAddress(text: string): string | null {
  const { baseUrl } = config();
  if (text.length > maxLength || !/^(\/|https?:\/\/)/i.test(text) || !URL.canParse(text, baseUrl)) return null;
  const url = new URL(text, baseUrl);
  return url.origin === new URL(baseUrl).origin ? url.href : null;
}
