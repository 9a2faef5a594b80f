import { encode } from "next-auth/jwt";
import { randomToken } from "@/lib/crypto";
import type { Site } from "@/tests/access/site";
import type { ActionRow } from "@/tests/access/table";
import type { SentRequest } from "@/tests/support/send";

/** An action's request as a browser sends it for someone allowed to, and what else a forger knows. */
export type GenuineAction = {
  site: Site;
  name: string;
  row: ActionRow;
  request: { path: string; headers: Record<string, string>; body: string };
  input: Record<string, unknown>;
  /** Cookies of sessions that are not valid here. */
  cookies: Record<"ended" | "expired" | "deactivated" | "other account", string>;
  foreignAppId: string;
};

/** Makes the forged request; null if this kind of forgery wouldn't change the action. */
type Forge = (genuine: GenuineAction) => SentRequest | null | Promise<SentRequest | null>;

const withHeaders =
  (change: (g: GenuineAction) => Record<string, string | string[]>): Forge =>
  (g) => ({ ...g.request, headers: { ...g.request.headers, ...change(g) } });

const without = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

const leftOut =
  (name: string, further: (g: GenuineAction) => Record<string, string> = () => ({})): Forge =>
  (g) => ({ ...g.request, headers: { ...without(g.request.headers, name), ...further(g) } });

const evil = "https://evil.example";

/** Sent from another site's page, with the victim's cookies. */
const origins: Record<string, Forge> = {
  "no origin": leftOut("origin"),
  "no origin and our referrer": leftOut("origin", ({ site }) => ({ referer: `${site.url}/apps` })),
  "an empty origin": withHeaders(() => ({ origin: "" })),
  "the origin of a sandbox": withHeaders(() => ({ origin: "null" })),
  "another origin": withHeaders(() => ({ origin: evil })),
  "another origin and our referrer": withHeaders(({ site }) => ({ origin: evil, referer: `${site.url}/apps` })),
  "another origin that calls itself the same site": withHeaders(() => ({
    origin: evil,
    "sec-fetch-site": "same-origin",
  })),
  "another origin, named as the Host": withHeaders(() => ({ origin: "http://evil.example", host: "evil.example" })),
  "another origin, named as the forwarded host": withHeaders(() => ({
    origin: evil,
    "x-forwarded-host": "evil.example",
  })),
  "another port": withHeaders(() => ({ origin: "http://localhost:1" })),
  "no port": withHeaders(() => ({ origin: "http://localhost" })),
  "another protocol": withHeaders(({ site }) => ({ origin: site.url.replace("http:", "https:") })),
  "another name of this machine": withHeaders(({ site }) => ({ origin: site.url.replace("localhost", "127.0.0.1") })),
  "a name that begins with ours": withHeaders(({ site }) => ({ origin: `${site.url}.evil.example` })),
  "a name that ends with ours": withHeaders(({ site }) => ({ origin: site.url.replace("//", "//evil.") })),
  "our origin as a user name": withHeaders(({ site }) => ({ origin: `${site.url}@evil.example` })),
  "our origin in a path": withHeaders(({ site }) => ({ origin: `${evil}/${site.url}` })),
  "our origin with a slash": withHeaders(({ site }) => ({ origin: `${site.url}/` })),
  "two origins": withHeaders(({ site }) => ({ origin: [site.url, evil] })),
  "two origins in one": withHeaders(({ site }) => ({ origin: `${site.url} ${evil}` })),
};

/** Skips actions that need no session. */
const unlessOpen =
  (forge: Forge): Forge =>
  (g) =>
    g.row.who.signedOut === "ok" ? null : forge(g);

const name = "next-auth.session-token";
const as = (cookie: (g: GenuineAction) => string | Promise<string>): Forge =>
  unlessOpen(async (g) => ({ ...g.request, headers: { ...g.request.headers, cookie: await cookie(g) } }));

const sealed = async (secret: string): Promise<string> =>
  `${name}=${await encode({ token: { sessionId: randomToken() }, secret })}`;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Sent without a session, or with someone else's. */
const sessions: Record<string, Forge> = {
  "no session": unlessOpen(leftOut("cookie")),
  "an empty session": as(() => `${name}=`),
  "a made-up session": as(() => `${name}=${randomToken()}`),
  "a session sealed with another key": as(() => sealed("another key")),
  "a session that is not sealed": as(() => `${name}=${encoded({ alg: "none" })}.${encoded({ sessionId: "x" })}.`),
  "the session of another site's cookie": as(({ request }) => `x-${request.headers.cookie}`),
  "a session in a header of its own": unlessOpen(
    leftOut("cookie", ({ request }) => ({ authorization: `Bearer ${request.headers.cookie?.split("=")[1]}` })),
  ),
  "a session in the address": unlessOpen((g) => ({
    ...g.request,
    path: `${g.request.path}?${g.request.headers.cookie}`,
    headers: without(g.request.headers, "cookie"),
  })),
  "a session that was signed out": as(({ cookies }) => cookies.ended),
  "a session that has expired": as(({ cookies }) => cookies.expired),
  "the session of a deactivated person": as(({ cookies }) => cookies.deactivated),
  "another account's session": (g) => asOther(g, g.request.path),
  "another account's session, from a public page": (g) => asOther(g, "/sign-in/forgot"),
  "no session, from a public page": unlessOpen((g) => ({
    ...g.request,
    path: "/sign-in",
    headers: without(g.request.headers, "cookie"),
  })),
};

const asOther = ({ row, request, cookies }: GenuineAction, path: string): SentRequest | null =>
  row.who.other === "ok"
    ? null
    : { ...request, path, headers: { ...request.headers, cookie: cookies["other account"] } };

const flipped = (id = ""): string => id.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
const fields = (g: GenuineAction): string =>
  new URLSearchParams({ [`$ACTION_ID_${g.request.headers["next-action"]}`]: "" }).toString();
const multipart = (g: GenuineAction): string =>
  `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${g.request.headers["next-action"]}"\r\n\r\n\r\n--x--\r\n`;

const asForm =
  (kind: string, body: (g: GenuineAction) => string): Forge =>
  (g) => ({
    ...g.request,
    headers: { ...without(g.request.headers, "next-action"), "content-type": kind },
    body: body(g),
  });

/** Sent differently from our pages: as a form on any page, or an older browser, could send it. */
const forms: Record<string, Forge> = {
  "a form with the action's name": asForm("application/x-www-form-urlencoded", fields),
  "a form with parts": asForm("multipart/form-data; boundary=x", multipart),
  "parts under the action's header": (g) => ({
    ...g.request,
    headers: { ...g.request.headers, "content-type": "multipart/form-data; boundary=x" },
    body: multipart(g),
  }),
  "JSON by its name": withHeaders(() => ({ "content-type": "application/json" })),
  "a body of no kind": leftOut("content-type"),
  "the action in the address": (g) => ({
    ...g.request,
    path: `${g.request.path}?next-action=${g.request.headers["next-action"]}`,
    headers: without(g.request.headers, "next-action"),
  }),
  GET: (g) => ({ ...g.request, method: "GET" }),
  PUT: (g) => ({ ...g.request, method: "PUT" }),
  "a method in a header": (g) => ({
    ...g.request,
    method: "GET",
    body: "",
    headers: { ...g.request.headers, "x-http-method-override": "POST" },
  }),
  "an action of another release": withHeaders(({ request }) => ({
    "next-action": flipped(request.headers["next-action"]),
  })),
  "half an action's name": withHeaders(({ request }) => ({
    "next-action": request.headers["next-action"]?.slice(0, 40) ?? "",
  })),
  "two actions": withHeaders(({ request }) => ({ "next-action": Array(2).fill(request.headers["next-action"]) })),
};

const sending =
  (change: (g: GenuineAction) => unknown): Forge =>
  (g) => {
    const changed = Object.keys(g.input).length === 0 ? null : change(g);
    return changed === null ? null : { ...g.request, body: JSON.stringify(changed) };
  };

/** IDs and proofs: an action without them must be refused. */
const neededBy = ({ name, input }: GenuineAction): string[] =>
  Object.keys(input).filter((field) =>
    // A preview returns `seen` and ignores the one it is given.
    field === "seen" ? !/ preview/.test(name) : /Id$|^(moveTo|token|reference|current|password)$/.test(field),
  );

const withoutField = (nth: number): Forge =>
  sending((g) => {
    const [field, { input }] = [neededBy(g)[nth], g];
    return field === undefined ? null : [Object.fromEntries(Object.entries(input).filter(([one]) => one !== field))];
  });

/** Replayed with different input. */
const inputs: Record<string, Forge> = {
  nothing: sending(() => []),
  "no fields": sending((g) => (neededBy(g).length > 0 ? [{}] : null)),
  null: sending(() => [null]),
  "the first id or proof left out": withoutField(0),
  "the second id or proof left out": withoutField(1),
  "the third id or proof left out": withoutField(2),
  "the input in a list": sending(({ input }) => [[input]]),
  "the input as no list": sending(({ input }) => input),
  "another account's app": sending(({ input, foreignAppId }) =>
    "appId" in input ? [{ ...input, appId: foreignAppId }] : null,
  ),
  "every field a list": sending(({ input }) => [
    Object.fromEntries(Object.entries(input).map(([key, value]) => [key, [value]])),
  ]),
};

export const waysToForge: Record<string, Forge> = {
  ...origins,
  ...sessions,
  ...forms,
  ...inputs,
};
