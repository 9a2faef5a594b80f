import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A request as sent over the wire, and its port. */
export type Call = { port: number; request: Buffer };

export type Load = {
  seconds: number;
  connections: number /** Requests per second; without it, as many as possible. */;
  rate?: number;
};

export type Answers = { perSecond: number /** Milliseconds, one per request. */; taken: number[]; failed: number };

/** A form posted on a keep-alive connection by a client that authenticates with its secret. */
export function formPost(
  port: number,
  path: string,
  client: { clientId: string; clientSecret: string },
  form: string,
): Call {
  const credentials = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: localhost:${port}`,
    `authorization: Basic ${credentials}`,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${Buffer.byteLength(form)}`,
  ];
  return { port, request: Buffer.from(`${head.join("\r\n")}\r\n\r\n${form}`) };
}

/** Repeats the same call on several connections, with one request in progress on each. */
export async function load(call: Call, { seconds, connections, rate }: Load): Promise<Answers> {
  const taken: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const everyMs = rate === undefined ? 0 : (connections / rate) * 1000;
  let failed = 0;
  const worker = async (index: number) => {
    const exchange = await open(call.port);
    let due = begun + (everyMs * index) / connections;
    while (Math.max(due, performance.now()) < end) {
      if (everyMs > 0) await sleep(Math.max(0, due - performance.now()));
      // With a rate, waiting behind a late response counts too.
      const sent = everyMs > 0 ? due : performance.now();
      if (!(await exchange.send(call.request)).startsWith("HTTP/1.1 200")) failed++;
      taken.push(performance.now() - sent);
      due += everyMs;
    }
    exchange.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => worker(index)));
  return { perSecond: taken.length / ((performance.now() - begun) / 1000), taken, failed };
}

/** Makes one call and returns the body. */
export async function callOnce({ port, request }: Call): Promise<string> {
  const exchange = await open(port);
  const answer = await exchange.send(request);
  exchange.close();
  return answer.slice(answer.indexOf("\r\n\r\n") + 4);
}

async function open(port: number) {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let text = "";
  let answered: (text: string) => void = () => undefined;
  let broken: (error: Error) => void = () => undefined;
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  socket.on("error", (error) => broken(error));
  socket.on("close", () => broken(new Error("The connection was closed")));
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    if (!isWhole(text)) return;
    const answer = text;
    text = "";
    answered(answer);
  });
  const send = (request: Buffer) =>
    new Promise<string>((resolve, reject) => {
      answered = resolve;
      broken = reject;
      socket.write(request);
    });
  return { send, close: () => socket.destroy() };
}

/** Whether a response is complete: its length is reached, or its last chunk is empty. */
function isWhole(text: string): boolean {
  const body = text.indexOf("\r\n\r\n");
  if (body < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, body + 2))?.[1];
  return length === undefined ? text.endsWith("0\r\n\r\n") : text.length >= body + 4 + Number(length);
}
