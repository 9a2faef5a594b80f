import type { Target } from "@/tests/access/world";

/** The URL segment for this folder; for a parameter, the target's value. */
export function segmentFor(folder: string, pattern: string, t: Target): string {
  if (folder === "[appId]") return t.app.appId;
  if (folder === "[deliveryId]") return t.deliveryId;
  if (folder === "[roleId]") return t.role.id;
  if (folder === "[token]") return pattern.startsWith("/reset/") ? t.resetToken : t.invitation.token;
  return folder === "[...nextauth]" ? "providers" : folder;
}

/** A page's URL with the target's IDs as parameters. */
export const addressFor = (pattern: string, t: Target): string =>
  pattern
    .split("/")
    .map((folder) => segmentFor(folder, pattern, t))
    .join("/");
