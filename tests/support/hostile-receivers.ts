import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const stops: (() => Promise<void>)[] = [];

/** Runs `behave` for every connection. */
export async function receiver(behave: (socket: Socket, request: Promise<string>) => unknown): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    const request = once(socket, "data").then(([chunk]) => String(chunk));
    // When the other side has gone, there is nobody left to behave to.
    (async () => behave(socket, request))().catch(() => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Stops all receivers and cuts their connections. */
export async function stopReceivers(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

/** Sends the answer as soon as a request has come. */
export const answering = (text: string | Buffer) => (socket: Socket, request: Promise<string>) =>
  request.then(() => socket.write(text));

/** Goes on writing until the connection is closed. */
export async function flood(socket: Socket, chunk: Buffer): Promise<void> {
  while (!socket.destroyed)
    if (!socket.write(chunk)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
}

/** Writes a little now and then, so that no idle timeout would ever end it. */
export async function drip(socket: Socket, text: string): Promise<void> {
  for (let at = 0; !socket.destroyed; at++) {
    socket.write(text[at % text.length] ?? "");
    await sleep(10);
  }
}
