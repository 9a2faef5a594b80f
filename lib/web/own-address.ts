import { config } from "@/lib/config";

/** Longer than any URL of ours, in characters. */
const maxLength = 2_000;

/** Whether the text is one of our own URLs: a path, or a full URL under BASE_URL. */
export function isOwnAddress(text: string): boolean {
  const { baseUrl } = config();
  if (text.length > maxLength || !/^(\/|https?:\/\/)/i.test(text) || !URL.canParse(text, baseUrl)) return false;
  return new URL(text, baseUrl).origin === new URL(baseUrl).origin;
}
