import { expect, type Page } from "@playwright/test";
import { Visitor } from "@/tests/support/visitor";

/** What people do in the console, as verbs. Every name it looks for is one the product promises. */
export class Console {
  constructor(
    readonly page: Page,
    /** Who is at it, where it matters. */
    readonly name = "",
  ) {}

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Account menu" }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(this.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  }

  /** An app of this person's, made by the request that the dialog sends; lands on App credentials. */
  async createApp(name: string): Promise<string> {
    const url = new URL(this.page.url()).origin;
    const visitor = new Visitor(url, { cookies: await this.page.context().cookies() });
    const result = await visitor.act<{ appId: string }>("/build", "createAppAction", { name });
    if (!result.ok) throw new Error(`The app was not created: ${JSON.stringify(result)}`);
    await this.page.goto(`${url}/apps/${result.value.appId}/credentials`);
    return result.value.appId;
  }

  /** Develop > Build an App > Server-to-server OAuth App > Create; lands on App credentials. */
  async buildApp(name: string): Promise<string> {
    await this.page.getByRole("button", { name: "Develop" }).click();
    await this.page.getByRole("menuitem", { name: "Build an App" }).click();
    await this.page.getByRole("radio", { name: "Server-to-server OAuth App" }).check();
    await this.page.getByRole("button", { name: "Create" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("App name").fill(name);
    await dialog.getByRole("button", { name: "Create" }).click();
    await this.page.waitForURL(/\/apps\/[\w-]+\/credentials$/);
    return new URL(this.page.url()).pathname.split("/")[2] ?? "";
  }

  async step(label: "App credentials" | "Information" | "Feature" | "Scopes" | "Activation"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name: label, exact: true }).click();
    await expect(this.page.getByRole("link", { name: label, exact: true, includeHidden: false })).toHaveAttribute(
      "aria-current",
      "step",
    );
  }

  async continue(): Promise<void> {
    await this.page.getByRole("link", { name: "Continue" }).click();
  }

  async saved(): Promise<void> {
    await expect(this.page.getByText("Saved", { exact: true })).toBeVisible();
  }

  async revealSecret(): Promise<string> {
    await this.page.getByRole("button", { name: "Reveal client secret" }).click();
    await expect(this.page.getByLabel("Client secret", { exact: true })).toHaveValue(/^[A-Za-z0-9]{32}$/);
    return this.page.getByLabel("Client secret", { exact: true }).inputValue();
  }

  /** Makes a new client secret; `oldEnds` is one of the choices offered. The new one is as masked as the old one was. */
  async regenerateSecret(oldEnds: string): Promise<void> {
    await this.page.getByRole("button", { name: "Regenerate", exact: true }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Old secret expires").selectOption({ label: oldEnds });
    await dialog.getByRole("button", { name: "Create new secret" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.getByRole("button", { name: "Cancel expiry" })).toBeVisible();
  }

  /** Revokes the client secret that is to end. */
  async revokeOldSecret(): Promise<void> {
    const row = this.page.getByRole("row").filter({ has: this.page.getByRole("button", { name: "Cancel expiry" }) });
    await row.getByRole("button", { name: "Revoke now" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Revoke the secret" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toBeHidden();
  }

  /** Registers a public key on App credentials. */
  async addPublicKey(name: string, key: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add public key" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Key name").fill(name);
    await dialog.getByLabel("Public key or JWKS URL").fill(key);
    await dialog.getByRole("button", { name: "Add the key" }).click();
    await expect(this.page.getByRole("button", { name: `Remove key ${name}` })).toBeVisible();
  }

  /** Opens Add Scopes from the Scopes step. */
  async openAddScopes() {
    await this.page.getByRole("button", { name: "Add Scopes", exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: "Add Scopes" });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  async addScopes(...ids: string[]): Promise<void> {
    const dialog = await this.openAddScopes();
    for (const id of ids) {
      await dialog.getByRole("searchbox", { name: "Search scopes" }).fill(id);
      await dialog.getByRole("checkbox", { name: id, exact: true }).check();
    }
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toBeHidden();
    for (const id of ids)
      await expect(this.page.getByRole("button", { name: `Remove ${id}`, exact: true })).toBeVisible();
  }

  /** Adds a subscription on the Feature step, with an endpoint that answers the challenge. */
  async subscribe(url: string, ...events: string[]): Promise<void> {
    await this.page.getByRole("button", { name: "Add Event Subscription", exact: true }).click();
    await this.page.getByLabel("Endpoint URL", { exact: true }).fill(url);
    await this.page.getByRole("button", { name: "Add Events", exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: "Event types" });
    for (const event of events) {
      await dialog.getByRole("searchbox", { name: "Search events" }).fill(event);
      await dialog.getByRole("checkbox", { name: event, exact: true }).check();
    }
    await dialog.getByRole("button", { name: "Done" }).click();
    await this.page.getByRole("button", { name: "Validate", exact: true }).click();
    await expect(this.page.getByText("Validated", { exact: true })).toBeVisible();
    await this.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(this.page.getByRole("article", { name: url })).toBeVisible();
  }

  async activate(): Promise<void> {
    await this.page.getByRole("button", { name: "Activate your app", exact: true }).click();
    await expect(this.page.getByRole("button", { name: "Deactivate your app" })).toBeVisible();
  }

  async deactivate(): Promise<void> {
    await this.page.getByRole("button", { name: "Deactivate your app" }).click();
    await this.page
      .getByRole("dialog")
      .or(this.page.getByRole("alertdialog"))
      .getByRole("button", { name: "Deactivate" })
      .click();
    await expect(this.page.getByRole("button", { name: "Activate your app", exact: true })).toBeVisible();
  }

  /** Opens the menu of an app's row on Created apps. */
  async actionsFor(appName: string): Promise<void> {
    await this.page.getByRole("button", { name: `Actions for ${appName}`, exact: true }).click();
  }

  /** Removes an app from its row, name typed and all. */
  async removeApp(appName: string): Promise<void> {
    await this.actionsFor(appName);
    await this.page.getByRole("menuitem", { name: "Remove App" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Remove App" });
    await dialog.getByLabel("Type the app name to confirm").fill(appName);
    await dialog.getByRole("button", { name: "Remove App" }).click();
    await expect(dialog).toBeHidden();
  }

  /** Invites a person and answers the link to pass on. */
  async invite(email: string, role: string): Promise<string> {
    await this.page.goto("/people");
    await this.page.getByRole("button", { name: "Invite", exact: true }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Email").fill(email);
    await dialog.getByLabel("Role").selectOption({ label: role });
    await dialog.getByRole("button", { name: "Create invitation" }).click();
    await expect(dialog.getByLabel("Invitation link", { exact: true })).toHaveValue(/\/join\//);
    return dialog.getByLabel("Invitation link", { exact: true }).inputValue();
  }

  async join(link: string, name: string, password: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Join" }).click();
    await this.page.waitForURL(/\/apps$/);
  }

  /** Opens the dialog behind an item of a row's menu: of a person on People, of a role on Roles. */
  async askFromRow(name: string, item: string) {
    await this.actionsFor(name);
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
    return this.page.getByRole("dialog");
  }

  /** Gives a person another role from People, whatever its effect. */
  async giveRole(person: Console, role: string): Promise<void> {
    await this.page.goto("/people");
    const dialog = await this.askFromRow(person.name, "Change role");
    await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: role });
    await dialog.getByRole("button", { name: "Change role" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.rowOf(person).getByText(role, { exact: true })).toBeVisible();
  }

  /** A person's row on People. */
  rowOf(person: Console) {
    return this.page.getByRole("row").filter({ has: this.page.getByText(person.name, { exact: true }) });
  }

  /** Chooses what a role grants on one privilege, in the role's form. */
  async grant(privilege: string, access: "None" | "View" | "Edit"): Promise<void> {
    await this.page
      .getByRole("radiogroup", { name: privilege, exact: true })
      .getByRole("radio", { name: access, exact: true })
      .check();
  }

  /** Picks a person on an app's ownership page. */
  async chooseNewOwner(person: Console): Promise<void> {
    const select = this.page.getByRole("combobox", { name: "New owner" });
    const option = select.locator("option", { hasText: person.name });
    await select.selectOption(await option.getAttribute("value"));
  }
}
