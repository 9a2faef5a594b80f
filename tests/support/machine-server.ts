import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { machineListener } from "@/lib/http/listener";
import { flushUsage } from "@/lib/tokens/usage";
import { expectDescribed } from "@/tests/support/kept-schema";
import { type Answer, type SentRequest, send } from "@/tests/support/send";
import type { TestApp } from "@/tests/support/world";

export type MachineRequest = SentRequest;
export type MachineAnswer = Answer;

export type MachineServer = {
  url: string;
  send: (request: MachineRequest) => Promise<MachineAnswer>;
  stop: () => Promise<void>;
};

/** The machine front on its own port, used over real sockets. Every response of `/v2` is checked against its schema. */
export async function startMachine(): Promise<MachineServer> {
  const server = createServer(machineListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    async send(one) {
      const answer = await send(port, one);
      expectDescribed(one, answer);
      return answer;
    },
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      await flushUsage();
    },
  };
}

/** The machine front of a running server, at its URL. */
export const httpMachine = (url: string): MachineServer => ({
  url,
  send: (one) => send(Number(new URL(url).port), one),
  stop: async () => undefined,
});

type Credentials = Pick<TestApp, "clientId" | "clientSecret">;

/** The Authorization header of client_secret_basic. */
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

/** Introspects a token, as an app or with an introspection key. */
export async function introspectionOf(machine: MachineServer, token: string, caller: Credentials | string) {
  const request = post("/oauth/introspect", { token }, typeof caller === "string" ? undefined : caller);
  if (typeof caller === "string") request.headers = { ...request.headers, authorization: `Bearer ${caller}` };
  return (await machine.send(request)).json;
}

export const callUsersMe = (machine: MachineServer, token: string): Promise<MachineAnswer> =>
  machine.send({ method: "GET", path: "/v2/users/me", headers: { authorization: `Bearer ${token}` } });
