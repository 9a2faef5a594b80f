import type { Target } from "@/tests/access/world";

/** What stands in an address in place of this folder: of its parameters, the target's. */
export function segmentFor(folder: string, pattern: string, t: Target): string {
  if (folder === "[appId]") return t.app.appId;
  if (folder === "[deliveryId]") return t.deliveryId;
  if (folder === "[roleId]") return t.role.id;
  if (folder === "[token]") return pattern.startsWith("/reset/") ? t.resetToken : t.invitation.token;
  return folder === "[...nextauth]" ? "providers" : folder;
}

/** A page's address with the target's ids in place of its parameters. */
export const addressFor = (pattern: string, t: Target): string =>
  pattern
    .split("/")
    .map((folder) => segmentFor(folder, pattern, t))
    .join("/");
