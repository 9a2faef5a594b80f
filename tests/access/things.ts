import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { machineRoutes } from "@/lib/http/routes";

// Finds screens, routes and actions in the project's files, so that no one has to list them.

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** The URL of a page.tsx or route.ts: its folders without route groups. */
const addressOf = (file: string): string => `/${file.split("/").slice(1, -1).filter(isNoGroup).join("/")}`;
const isNoGroup = (folder: string): boolean => !folder.startsWith("(");

const screenFiles = (): string[] => filesIn("app").filter((file) => /\/(page|route)\.tsx?$/.test(file));

/** The URLs of all screens and of the routes beside them, with parameters as in /apps/[appId]/scopes. */
export const screenAddresses = (): string[] => screenFiles().map(addressOf);

/** The folders of a screen's file, including groups: (console), apps, [appId] … */
export const foldersOf = (address: string): string[] =>
  screenFiles()
    .find((file) => addressOf(file) === address)
    ?.split("/")
    .slice(1, -1) ?? [];

type CompiledAction = { filename: string; exportedName: string; workers: Record<string, unknown> };

const compiled = (): [id: string, action: CompiledAction][] => {
  const text = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  return Object.entries((JSON.parse(text) as { node: Record<string, CompiledAction> }).node);
};

/** An action's name in the table: its file and its export. */
const nameOf = (file: string, exported: string): string => `${file} ${exported}`;

/** Every action the build lets a browser call, and every export of an actions file. */
export function actionNames(): string[] {
  const exported = filesIn("app")
    .filter((file) => file.endsWith("/actions.ts"))
    .flatMap((file) => {
      const names = readFileSync(file, "utf8").matchAll(/^export (?:const|(?:async )?function) (\w+)/gm);
      return [...names].map(([, name = ""]) => nameOf(file, name));
    });
  const called = compiled().map(([, { filename, exportedName }]) => nameOf(filename, exportedName));
  return [...new Set([...exported, ...called])];
}

/** The action of a row, which may be one of several cases: its name, a comma, the case. */
export const actionOf = (row: string): string => row.split(", ", 1)[0] ?? row;

/** The ID with which a browser calls a row's action, and the URL of a page that does. */
export function findAction(row: string): { id: string; page: string } {
  const name = actionOf(row);
  const found = compiled().find(([, { filename, exportedName }]) => nameOf(filename, exportedName) === name);
  const page = Object.keys(found?.[1].workers ?? {})[0];
  if (!found || !page) throw new Error(`No page calls ${name}: delete it, or build first`);
  return { id: found[0], page: addressOf(page) };
}

/** Every machine route, such as POST /oauth/token. */
export const machineNames = (): string[] => machineRoutes.map(({ method, path }) => `${method} ${path}`);
