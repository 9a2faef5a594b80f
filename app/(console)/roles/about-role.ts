import type { RoleKind } from "@/lib/rights/privileges";

const builtIn: Record<Exclude<RoleKind, "custom">, string> = {
  owner: "Holds everything, and alone Master. There is always at least one.",
  admin: "Edit on everything but Master.",
  developer: "Builds apps with user-level scopes.",
  member: "Signs in, and sees nothing of apps.",
};

/** What a role is for: what somebody wrote, or our own words for a built-in one. */
export const aboutRole = ({ kind, description }: { kind: RoleKind; description: string }): string =>
  kind === "custom" ? description : builtIn[kind];
