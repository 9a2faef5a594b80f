import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// What a token costs with no database and no checks: the same form is read and the same JWT signed, with Node's own
// crypto and off the event loop, the fastest that a library or a few lines of code could be.
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const issuer = "http://localhost:3000";
const expiresIn = 3_600;
const header = base64url({ alg: "ES256", typ: "at+jwt", kid: "k".repeat(43) });

function base64url(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString("base64url");
}

function tokenFor(clientId: string, scope: string, done: (token: string) => void): void {
  const now = Math.floor(Date.now() / 1000);
  const input = `${header}.${base64url({
    ...{ iss: issuer, sub: clientId, aud: issuer, client_id: clientId, account_id: "a".repeat(22), scope },
    ...{ iat: now, exp: now + expiresIn, jti: randomUUID(), epoch: 1, cred: "c".repeat(22) },
  })}`;
  sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" }, (error, signature) => {
    if (error) throw error;
    done(`${input}.${signature.toString("base64url")}`);
  });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
    const [clientId = ""] = Buffer.from(String(request.headers.authorization).slice(6), "base64").toString().split(":");
    const scope = form.get("scope") ?? "user:read:user:admin";
    tokenFor(clientId, scope, (accessToken) => {
      const token = { access_token: accessToken, token_type: "bearer", expires_in: expiresIn, scope };
      const body = JSON.stringify({ ...token, api_url: issuer });
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
});

server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
