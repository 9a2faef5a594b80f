import { type Action, actions, type Level, levelLetters } from "./vocabulary";

const term = /^(?<base>\w+)(?<both>\+?)(?<strict>!?)(?:\/(?<suffix>\w+))?$/;

/**
 * The classic names of one scope, by the terms of its resource or family, separated by spaces:
 *
 * - `meeting`: meeting:read or meeting:write, with `:admin` on that level, and meeting:master on master;
 * - `meeting+`: a read is allowed by meeting:write too;
 * - `meeting!`: on master meeting:read:master or meeting:write:master;
 * - `meeting/token`: `:token` added at the end;
 * - `=meeting:read:token`: exactly this name; `-`: none;
 * - `…@am`, `…@delete`, `…@read:u`: only on these levels, for this action, or both.
 *
 * @throws Error for a term that is none of these.
 */
export function classicNames(terms: string, action: Action, level: Level): string[] {
  const names = terms.split(" ").flatMap((each) => {
    const [pattern = "", limit] = each.split("@");
    return limit !== undefined && !isWithin(limit, action, level) ? [] : namesOf(pattern, action, level);
  });
  return [...new Set(names)].sort();
}

function isWithin(limit: string, action: Action, level: Level): boolean {
  const [first = "", second] = limit.split(":");
  const named = actions.find((each) => each === first);
  const letters = named ? second : first;
  return (!named || named === action) && (!letters || [...letters].some((letter) => levelLetters[letter] === level));
}

function namesOf(pattern: string, action: Action, level: Level): string[] {
  if (pattern === "-") return [];
  if (pattern.startsWith("=")) return [pattern.slice(1)];
  const { base, both, strict, suffix } = term.exec(pattern)?.groups ?? {};
  if (!base) throw new Error(`The catalog has an invalid classic term: ${pattern}`);
  if (level === "master" && !strict) return [`${base}:master`];
  const accesses = action !== "read" ? ["write"] : both ? ["read", "write"] : ["read"];
  const ending = (level === "user" ? "" : `:${level}`) + (suffix ? `:${suffix}` : "");
  return accesses.map((access) => `${base}:${access}${ending}`);
}
