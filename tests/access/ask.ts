import { createHash } from "node:crypto";
import { addressFor, segmentFor } from "@/tests/access/address";
import type { Site } from "@/tests/access/site";
import type { ActionRow, Backend, MachineRow, ScreenRow } from "@/tests/access/table";
import { findAction, foldersOf } from "@/tests/access/things";
import type { Target } from "@/tests/access/world";
import { basic, post } from "@/tests/support/machine-server";
import type { Answer } from "@/tests/support/send";
import type { TestApp } from "@/tests/support/world";

/** A request's outcome, in the table's words, and everything that was sent back. */
export type Told = { outcome: string; text: string };

const cookies = (cookie: string | null): Record<string, string> => (cookie ? { cookie } : {});

/** Opens a screen as if from a browser's address bar. */
export async function openScreen(site: Site, pattern: string, row: ScreenRow, t: Target, cookie: string | null) {
  const path = addressFor(pattern, t) + (row.query?.(t) ?? "");
  const answer = await site.send({ method: "GET", path, headers: cookies(cookie) });
  return { outcome: screenOutcome(answer, row.shows(t), t), text: answer.text };
}

function screenOutcome({ status, headers, text }: Answer, shown: string, t: Target): string {
  if (headers.location !== undefined) {
    return new URL(headers.location, "http://here").pathname.replace(t.app.appId, "[appId]");
  }
  if (status === 404) return "not-found";
  if (status === 401) return "signed-out";
  if (status !== 200) return String(status);
  return text.includes(shown) ? "ok" : "forbidden";
}

/**
 * Requests only the innermost part of a screen, as Next's navigation does when it already has the layouts: what a
 * layout would refuse, the page must refuse too.
 */
export async function openPart(site: Site, pattern: string, row: ScreenRow, t: Target, cookie: string | null) {
  const tree = encodeURIComponent(JSON.stringify(stateTree(pattern, t)));
  const url = new URL(addressFor(pattern, t) + (row.query?.(t) ?? ""), site.url);
  url.searchParams.set("_rsc", agreeing({ "next-router-state-tree": tree }));
  const headers = { ...cookies(cookie), rsc: "1", "next-router-state-tree": tree };
  const { status, text } = await site.send({ method: "GET", path: url.pathname + url.search, headers });
  return { outcome: String(status), text };
}

/** Next answers a navigation only if this URL parameter matches its headers. */
export function agreeing(headers: Record<string, string>): string {
  const prefetch = ["next-router-prefetch", "next-router-segment-prefetch"];
  const said = [...prefetch, "next-router-state-tree", "next-url"].map((name) => headers[name] ?? "0");
  return createHash("sha256").update(said.join(",")).digest().subarray(0, 12).toString("base64url");
}

/** The browser's claimed state: it has everything of this page except the last segment. */
function stateTree(pattern: string, t: Target): unknown[] {
  const leaf: unknown[] = ["__PAGE__", {}, null, "refetch"];
  return ["", ...foldersOf(pattern)].reduceRight<unknown[]>(
    (children, folder) => [segmentOf(folder, pattern, t), { children }, null, null],
    leaf,
  );
}

const segmentOf = (folder: string, pattern: string, t: Target) =>
  folder.startsWith("[") ? [folder.slice(1, -1), segmentFor(folder, pattern, t), "d", null] : folder;

/** Calls an action as a browser does, from a page that has it. */
export async function callAction(site: Site, name: string, row: ActionRow, t: Target, cookie: string | null) {
  const answer = await postAction(site, name, t, cookie, JSON.stringify([row.input(t)]));
  return { outcome: actionOutcome(answer), text: answer.text };
}

/** An action's request with a browser's headers and any body. */
export function actionRequest(site: Site, name: string, t: Target, cookie: string | null, body: string) {
  const { id, page } = findAction(name);
  const headers: Record<string, string> = {
    ...cookies(cookie),
    origin: site.url,
    accept: "text/x-component",
    "next-action": id,
    "content-type": "text/plain;charset=UTF-8",
  };
  return { path: addressFor(page, t), headers, body };
}

/** Sends an action with a browser's headers and any body. */
export const postAction = (...action: Parameters<typeof actionRequest>): Promise<Answer> =>
  action[0].send(actionRequest(...action));

type Result = { ok: boolean; code?: string };

/** The response consists of rows in React's own format; the one with the action's result is JSON like ours. */
export function actionOutcome({ status, text }: Answer): string {
  const found = /^[0-9a-f]+:(\{"ok":.*)$/m.exec(text);
  if (!found?.[1]) return `${status} without a result`;
  const { ok, code } = JSON.parse(found[1]) as Result;
  return ok ? "ok" : String(code);
}

/** A new token of an app; undefined if it can't get one. */
export async function newToken(site: Site, app: TestApp): Promise<string | undefined> {
  const { json } = await site.send(post("/oauth/token", { grant_type: "client_credentials" }, app));
  return typeof json.access_token === "string" ? json.access_token : undefined;
}

/** Calls a machine route with the backend's credentials, about a token of the target's app. */
export async function callMachine(
  site: Site,
  row: MachineRow,
  backend: Backend,
  { app, token }: { app: TestApp; token: string },
): Promise<Told> {
  const request = row.asks(backend, token);
  const answer = await site.send(request);
  const outcome = machineOutcome(answer);
  if (outcome !== "ok" || request.path !== "/oauth/revoke") return { outcome, text: answer.text };
  const headers = { authorization: basic(app), "content-type": "application/x-www-form-urlencoded" };
  const { json } = await site.send({ path: "/oauth/introspect", headers, body: `token=${token}` });
  return { outcome: json.active === true ? "ignored" : "ok", text: answer.text };
}

function machineOutcome({ status, json }: Answer): string {
  if (status === 200) return json.active === false ? "inactive" : "ok";
  return String(json.error ?? json.code ?? status);
}
