import type { Refused } from "../../../../../_act/answer";

/** The subscription as someone else saved it, from the refusal that says so; null for any other refusal. */
export function savedByOthers({ code, items }: Pick<Refused, "code" | "items">) {
  const current = (field: string) => items.find((item) => item.field === field)?.current;
  const [name, url, eventIds] = [current("name"), current("url"), current("eventIds")];
  if (code !== "conflict" || name === undefined || url === undefined || eventIds === undefined) return null;
  return { name, url, eventIds: eventIds.split(" ").filter((id) => id !== "") };
}
