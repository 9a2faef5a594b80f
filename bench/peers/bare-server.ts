import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPair, SignJWT } from "jose";

// What a token costs with no database and no checks at all: the same form read, the same JWT signed.
const { privateKey } = await generateKeyPair("ES256");
const issuer = "http://localhost:3000";
const expiresIn = 3_600;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
  const [clientId = ""] = Buffer.from(String(request.headers.authorization).slice(6), "base64").toString().split(":");
  const scope = form.get("scope") ?? "user:read:user:admin";
  const now = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    access_token: await new SignJWT({
      ...{ iss: issuer, sub: clientId, aud: issuer, client_id: clientId, account_id: "a".repeat(22), scope },
      ...{ iat: now, exp: now + expiresIn, jti: crypto.randomUUID(), epoch: 1, cred: "c".repeat(22) },
    })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "k".repeat(43) })
      .sign(privateKey),
    ...{ token_type: "bearer", expires_in: expiresIn, scope, api_url: issuer },
  });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
});

server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
