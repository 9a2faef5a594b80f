import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secretToken = process.env.SECRET_TOKEN;
const sign = (text, form) => createHmac("sha256", secretToken).update(text).digest(form);
const isFresh = (timestamp) => Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;

function isSame(given, expected) {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// `body` is the request body as received: parsed and serialized again, it may differ.
function isGenuine(headers, body) {
  const timestamp = headers["x-zm-request-timestamp"];
  const expected = `v0=${sign(`v0:${timestamp}:${body}`, "hex")}`;
  return isFresh(timestamp) && isSame(headers["x-zm-signature"], expected);
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  const { event, payload } = JSON.parse(body);
  if (event === "endpoint.url_validation") {
    const { plainToken } = payload;
    const answer = { plainToken, encryptedToken: sign(plainToken, "hex") };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }
  response.writeHead(204).end(); // Respond first: an attempt times out after 3 seconds.
  console.log(event, payload);
}).listen(8787);
