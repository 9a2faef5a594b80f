import * as z from "zod";
import { row } from "@/lib/database/rows";

/** A row's place in a sorted list: its sort key (a time or a text) and its ID, which breaks ties. */
export const placeRow = row({ key: z.union([z.date(), z.string()]), id: z.string() });

export type Place = z.output<typeof placeRow>;

/** The place as a URL parameter. */
export const cursorOf = ({ key, id }: Place): string =>
  `${typeof key === "string" ? Buffer.from(key).toString("base64url") : key.getTime().toString(36)}.${id}`;

/** The place a cursor names, for a list sorted by this kind of key; null if it is not a valid cursor. */
export function placeOf(cursor: string | null, kind: "moment" | "text"): Place | null {
  const [, key = "", id = ""] = /^([\w-]{0,400})\.([\w-]{1,64})$/.exec(cursor ?? "") ?? [];
  if (id === "") return null;
  return kind === "moment" ? momentPlace(key, id) : { key: textOf(key), id };
}

function momentPlace(key: string, id: string): Place | null {
  const moment = new Date(/^[0-9a-z]{1,10}$/.test(key) ? Number.parseInt(key, 36) : Number.NaN);
  return Number.isNaN(moment.getTime()) ? null : { key: moment, id };
}

/** Drops NUL, the one character Postgres text cannot contain. */
const textOf = (key: string): string => Buffer.from(key, "base64url").toString("utf8").replaceAll("\0", "");
