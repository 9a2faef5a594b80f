import type pg from "pg";
import type { TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";

/** A visitor whose requests a load balancer at `origin` distributes over all these servers. */
export function balancedVisitor(servers: readonly TestServer[], origin: string) {
  const browser = new Visitor(servers[0]?.url ?? "", { origin });
  const at = <T>(server: TestServer, work: () => Promise<T>): Promise<T> => {
    browser.url = server.url;
    return work();
  };
  return { browser, at, atBoth: <T>(work: () => Promise<T>) => Promise.all(servers.map((one) => at(one, work))) };
}

/** An activated app of the person signed in with this browser, and its credentials. */
export async function activatedApp(browser: Visitor, database: pg.Pool) {
  const made = await browser.act<{ appId: string }>("/build", "createAppAction", { name: "Switched" });
  const appId = made.ok ? made.value.appId : "";
  const page = `/apps/${appId}`;
  const scopes = { appId, add: ["user:read:user:admin"], remove: [] };
  await browser.act(`${page}/scopes`, "changeScopesAction", scopes);
  await browser.act(`${page}/activation`, "activateAppAction", { appId });
  const shown = await browser.act<{ clientSecret: string }>(`${page}/credentials`, "revealClientSecretAction", {
    appId,
  });
  const { rows } = await database.query(`SELECT "clientId" FROM "App" WHERE "id" = $1`, [appId]);
  return { appId, clientId: String(rows[0].clientId), clientSecret: shown.ok ? shown.value.clientSecret : "" };
}

/** The path of the one-time link created by this People action, for the person signed in with this browser. */
export async function linkMadeBy(browser: Visitor, action: string, input: unknown): Promise<string> {
  const made = await browser.act<{ link: string }>("/people", action, input);
  return made.ok ? new URL(made.value.link).pathname : "";
}
