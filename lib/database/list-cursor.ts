/** A row's place in an order: its sort key - a moment or a text - and its id, which decides between equal keys. */
export type Place = { key: Date | string; id: string };

/** The place as an address carries it. */
export const cursorOf = ({ key, id }: Place): string =>
  `${typeof key === "string" ? Buffer.from(key).toString("base64url") : key.getTime().toString(36)}.${id}`;

/** The place a cursor of this kind of order names; null when it is none. */
export function placeOf(cursor: string | null, kind: "moment" | "text"): Place | null {
  const [, key = "", id = ""] = /^([\w-]{0,400})\.([\w-]{1,64})$/.exec(cursor ?? "") ?? [];
  if (id === "") return null;
  return kind === "moment" ? momentPlace(key, id) : { key: textOf(key), id };
}

function momentPlace(key: string, id: string): Place | null {
  const moment = new Date(/^[0-9a-z]{1,10}$/.test(key) ? Number.parseInt(key, 36) : Number.NaN);
  return Number.isNaN(moment.getTime()) ? null : { key: moment, id };
}

/** NUL is the one character that Postgres cannot compare with. */
const textOf = (key: string): string => Buffer.from(key, "base64url").toString("utf8").replaceAll("\0", "");
