import { activateApp, createApp, deactivateApp, removeApp } from "@/lib/apps/commands";
import { restoreScopes } from "@/lib/apps/lost-scopes";
import { restoreApp } from "@/lib/apps/restore";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { acceptTransfer, cancelTransfer, startTransfer, takeOver } from "@/lib/ownership/commands";
import { changeRole, deactivatePerson, reactivatePerson } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { Refusal } from "@/lib/refusal";
import type { Rights } from "@/lib/rights/privileges";
import { createRole, saveRole } from "@/lib/roles/commands";
import { previewRole } from "@/lib/roles/queries";
import { introspection, issueTokenForApp } from "@/lib/tokens/commands";
import { findLiveToken } from "@/lib/tokens/live-token";
import { newAccount } from "@/tests/support/actors";
import { keeper, type RoleName, type ScopeId, type Step } from "@/tests/support/life/model";
import { violationsIn } from "@/tests/support/life/violations";

/** The product, taken through the same steps as the model. */
export class Product {
  readonly appIds: string[] = [];
  readonly tokens: string[] = [];

  private constructor(
    readonly accountId: string,
    private readonly people: Actor[],
    private readonly roleIds: Record<RoleName, string>,
  ) {}

  /** An account with an admin, a developer, a person with a custom role, and the owner who does everything. */
  static async open(custom: Rights): Promise<Product> {
    const account = await newAccount();
    const owner = await account.as("owner");
    const { roleId } = await createRole(owner, { name: "Custom", description: "", rights: custom });
    const people = [await account.as("admin"), await account.as("developer"), await account.as("member"), owner];
    await changeRole(owner, { userId: people[2]?.userId ?? "", roleId, seen: "nothing" });
    const ids = (["owner", "admin", "developer", "member"] as const).map((kind) => [kind, account.roleId(kind)]);
    return new Product(account.accountId, people, { ...Object.fromEntries(ids), custom: roleId });
  }

  /**
   * Takes a step, and returns whether the product allowed it. `givesUp`: the scopes the new owner of an accepted app
   * agrees to lose.
   */
  async take(step: Step, givesUp: ScopeId[]): Promise<boolean> {
    if ("app" in step && !this.appIds[step.app]) return false;
    try {
      await this.run(step, givesUp);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code !== "conflict") return false;
      throw error;
    }
  }

  private readonly person = (index: number): Actor => this.people[index] as Actor;

  private async run(step: Step, givesUp: ScopeId[]): Promise<unknown> {
    const owner = this.person(keeper);
    if ("app" in step) return this.runWithApp(step, this.appIds[step.app] as string, givesUp);
    switch (step.do) {
      case "create":
        return this.appIds.push((await createApp(this.person(step.person), { name: "App" })).appId);
      case "changeRole": {
        const change = { userId: this.person(step.person).userId, roleId: this.roleIds[step.role] };
        const { seen } = await previewRoleChange(owner, change);
        return changeRole(owner, { ...change, seen });
      }
      case "editRole": {
        const change = { roleId: this.roleIds.custom, rights: step.rights };
        const { seen } = await previewRole(owner, change);
        return saveRole(owner, { ...change, name: "Custom", description: "", seen });
      }
      case "deactivatePerson":
        return deactivatePerson(owner, this.person(step.person));
      case "reactivatePerson":
        return reactivatePerson(owner, this.person(step.person));
    }
  }

  private async runWithApp(step: Extract<Step, { app: number }>, appId: string, givesUp: ScopeId[]): Promise<unknown> {
    const owner = this.person(keeper);
    switch (step.do) {
      case "addScope":
        return changeScopes(owner, { appId, add: [step.scope], remove: [] });
      case "removeScope":
        return changeScopes(owner, { appId, add: [], remove: [step.scope] });
      case "activate":
        return activateApp(owner, { appId });
      case "deactivate":
        return deactivateApp(owner, { appId });
      case "token":
        return this.tokens.push((await issueTokenForApp(appId)).accessToken);
      case "offer":
        return startTransfer(owner, { appId, toId: this.person(step.person).userId });
      case "cancel":
        return cancelTransfer(owner, { appId });
      case "accept":
        return acceptTransfer(this.person(step.person), { appId, overlap: step.overlap, givesUp });
      case "takeOver":
        return takeOver(owner, { appId, overlap: step.overlap, givesUp: [] });
      case "remove":
        return removeApp(owner, { appId, typedName: "App" });
      case "restore":
        return restoreApp(owner, { appId });
      case "restoreScopes":
        return restoreScopes(owner, { appId });
    }
  }

  /** The apps in the database, in the order of their creation. */
  async apps() {
    const rows = await db().app.findMany({
      where: { accountId: this.accountId },
      select: {
        id: true,
        ownerId: true,
        state: true,
        epoch: true,
        removedAt: true,
        scopes: { select: { scopeId: true }, orderBy: { scopeId: "asc" } },
      },
    });
    return this.appIds.map((id) => {
      const row = rows.find((one) => one.id === id);
      return {
        owner: this.people.findIndex((person) => person.userId === row?.ownerId),
        state: row?.state,
        epoch: row?.epoch,
        removed: row?.removedAt !== null,
        scopes: row?.scopes.map((one) => one.scopeId),
      };
    });
  }

  /** A token's scopes that are still in effect; none: it is inactive. */
  async effective(token: string): Promise<string[]> {
    const live = introspection(await findLiveToken(token), { accountId: this.accountId });
    return live.active ? live.scope.split(" ") : [];
  }

  violations = (): Promise<unknown[]> => violationsIn(pool(), this.accountId);
}
