import { connect } from "node:net";
import { text } from "node:stream/consumers";

type Line = {
  method: string;
  path: string;
  version: string;
  headers: Readonly<Record<string, string | readonly string[]>>;
  body: string | Buffer;
};

/** Sends a request byte for byte as written here, which no HTTP client would do, and reads until the server closes. */
export async function sendLine(port: number, { method, path, version, headers, body }: Line) {
  const socket = connect(port, "127.0.0.1");
  const lines = Object.entries({ "content-length": String(Buffer.byteLength(body)), connection: "close", ...headers });
  const head = lines.flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`)).join("");
  socket.write(`${method} ${path} ${version}\r\n${head}\r\n`);
  socket.write(body);
  const [top = "", ...rest] = (await text(socket)).split("\r\n\r\n");
  const [status = "", ...fields] = top.split("\r\n");
  const pairs = fields.map((field): [string, string] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return { status: Number(status.split(" ")[1] ?? 0), headers: Object.fromEntries(pairs), text: rest.join("\r\n\r\n") };
}
