import type { RoleKind } from "@/lib/rights/privileges";

const builtIn: Record<Exclude<RoleKind, "custom">, string> = {
  owner: "Full access; the only role with Master. An account always has one.",
  admin: "Edit on everything but Master.",
  developer: "Builds apps with user-level scopes.",
  member: "Can sign in but can’t see apps.",
};

/** What a role is for: its description if custom, a fixed sentence if built in. */
export const aboutRole = ({ kind, description }: { kind: RoleKind; description: string }): string =>
  kind === "custom" ? description : builtIn[kind];
