import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { machineListener } from "@/lib/http/listener";
import type { TestApp } from "@/lib/testing/world";
import { flushUsage } from "@/lib/tokens/usage";

/** A request as it goes over the wire. A header with several values is sent several times; `chunked` hides the length. */
export type MachineRequest = {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  chunked?: boolean;
};

export type MachineAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: Record<string, unknown>;
};

export type MachineServer = { send: (request: MachineRequest) => Promise<MachineAnswer>; stop: () => Promise<void> };

/** The machine front on a port of its own, spoken to over real sockets. */
export async function startMachine(): Promise<MachineServer> {
  const server = createServer(machineListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    send: (one) => send(port, one),
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      await flushUsage();
    },
  };
}

/** The machine front of a server that runs already, at its address. */
export const httpMachine = (url: string): MachineServer => ({
  send: (one) => send(Number(new URL(url).port), one),
  stop: async () => undefined,
});

function send(port: number, { method = "POST", path, headers = {}, body = "", chunked = false }: MachineRequest) {
  return new Promise<MachineAnswer>((resolve, reject) => {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const framing = chunked ? { "transfer-encoding": "chunked" } : body === "" ? {} : length;
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, agent: false, headers: { ...framing, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

type Credentials = Pick<TestApp, "clientId" | "clientSecret">;

/** The header of client_secret_basic. */
export const basic = ({ clientId, clientSecret }: Credentials): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;

/** A form posted to an OAuth endpoint, with an app's credentials in the header. */
export const post = (path: string, form: Record<string, string>, app?: Credentials): MachineRequest => ({
  path,
  headers: { "content-type": "application/x-www-form-urlencoded", ...(app && { authorization: basic(app) }) },
  body: new URLSearchParams(form).toString(),
});

/** A new access token of an app. */
export async function tokenOf(
  machine: MachineServer,
  app: Credentials,
  form: Record<string, string> = {},
): Promise<string> {
  const answer = await machine.send(post("/oauth/token", { grant_type: "client_credentials", ...form }, app));
  if (typeof answer.json.access_token !== "string") throw new Error(`No token: ${answer.text}`);
  return answer.json.access_token;
}

/** What introspection says about a token, asked by an app or with an introspection key. */
export async function introspectionOf(machine: MachineServer, token: string, caller: Credentials | string) {
  const request = post("/oauth/introspect", { token }, typeof caller === "string" ? undefined : caller);
  if (typeof caller === "string") request.headers = { ...request.headers, authorization: `Bearer ${caller}` };
  return (await machine.send(request)).json;
}

export const callUsersMe = (machine: MachineServer, token: string): Promise<MachineAnswer> =>
  machine.send({ method: "GET", path: "/v2/users/me", headers: { authorization: `Bearer ${token}` } });
