import { config } from "@/lib/config";

/** Longer than any address of ours. */
const maxLength = 2_000;

/** Whether this is an address of ours to go to: a path, or a whole URL of BASE_URL. */
export function isOwnAddress(text: string): boolean {
  const { baseUrl } = config();
  if (text.length > maxLength || !/^(\/|https?:\/\/)/i.test(text) || !URL.canParse(text, baseUrl)) return false;
  return new URL(text, baseUrl).origin === new URL(baseUrl).origin;
}
