/** By which of the two signatures a receiver checks what it gets. */
export type SignatureFamily = "platform" | "standard";

type Snippet = { label: string; code: string; language: string };

/**
 * Small receivers, whole and ready to be run: each checks a notification's signature and its age, answers the challenge,
 * and prints what it was told. With the secret token once it is revealed, else with `SECRET_TOKEN` to be set.
 */
export const verifySnippets = (family: SignatureFamily, secretToken: string | null): Snippet[] => [
  { label: "Node", code: node(family, secretToken), language: "js" },
  { label: "Python", code: python(family, secretToken), language: "python" },
  { label: "Go", code: go(family, secretToken), language: "go" },
];

const quoted = (secretToken: string | null, fallback: string): string =>
  secretToken === null ? fallback : JSON.stringify(secretToken);

const nodeChecks: Record<SignatureFamily, string> = {
  platform: `function isGenuine(headers, body) {
  const timestamp = headers["x-zm-request-timestamp"];
  const expected = \`v0=\${sign(\`v0:\${timestamp}:\${body}\`, "hex")}\`;
  return isFresh(timestamp) && isSame(headers["x-zm-signature"], expected);
}`,
  standard: `function isGenuine(headers, body) {
  const timestamp = headers["webhook-timestamp"];
  const expected = \`v1,\${sign(\`\${headers["webhook-id"]}.\${timestamp}.\${body}\`, "base64")}\`;
  // While the secret token is being replaced there are two signatures, old and new.
  const given = String(headers["webhook-signature"]).split(" ");
  return isFresh(timestamp) && given.some((one) => isSame(one, expected));
}`,
};

const node = (
  family: SignatureFamily,
  secretToken: string | null,
): string => `import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secretToken = ${quoted(secretToken, "process.env.SECRET_TOKEN")};
const sign = (text, form) => createHmac("sha256", secretToken).update(text).digest(form);
const isFresh = (timestamp) => Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;

function isSame(given, expected) {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// \`body\` is the text as it came, not what was parsed and written again.
${nodeChecks[family]}

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
  response.writeHead(204).end(); // Answer first: there are 3 seconds.
  console.log(event, payload);
}).listen(8787);`;

const pythonChecks: Record<SignatureFamily, string> = {
  platform: `def is_genuine(headers, body):
    timestamp = headers.get("x-zm-request-timestamp", "")
    expected = "v0=" + sign(f"v0:{timestamp}:".encode() + body).hexdigest()
    return is_fresh(timestamp) and is_same(headers.get("x-zm-signature", ""), expected)`,
  standard: `def is_genuine(headers, body):
    timestamp = headers.get("webhook-timestamp", "")
    signed = sign(f"{headers.get('webhook-id')}.{timestamp}.".encode() + body)
    expected = "v1," + base64.b64encode(signed.digest()).decode()
    # While the secret token is being replaced there are two signatures, old and new.
    given = headers.get("webhook-signature", "").split(" ")
    return is_fresh(timestamp) and any(is_same(one, expected) for one in given)`,
};

const pythonModules: Record<SignatureFamily, string> = {
  platform: "hashlib, hmac, json, time",
  standard: "base64, hashlib, hmac, json, time",
};

const python = (
  family: SignatureFamily,
  secretToken: string | null,
): string => `import ${pythonModules[family]}${secretToken === null ? ", os" : ""}
from http.server import BaseHTTPRequestHandler, HTTPServer

secret_token = ${quoted(secretToken, 'os.environ["SECRET_TOKEN"]')}

def sign(data):
    return hmac.new(secret_token.encode(), data, hashlib.sha256)

def is_fresh(timestamp):
    return timestamp.isdigit() and abs(time.time() - int(timestamp)) < 300

def is_same(given, expected):
    return hmac.compare_digest(given.encode(), expected.encode())

# \`body\` is the bytes as they came, not what was parsed and written again.
${pythonChecks[family]}

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_genuine(self.headers, body):
            return self.answer(401)
        told = json.loads(body)
        if told["event"] == "endpoint.url_validation":
            plain = told["payload"]["plainToken"]
            encrypted = sign(plain.encode()).hexdigest()
            return self.answer(200, {"plainToken": plain, "encryptedToken": encrypted})
        self.answer(200, {})  # Answer first: there are 3 seconds.
        print(told["event"], told["payload"], flush=True)

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

HTTPServer(("127.0.0.1", 8787), Receiver).serve_forever()`;

const goChecks: Record<SignatureFamily, string> = {
  platform: `func isGenuine(header http.Header, body []byte) bool {
	timestamp := header.Get("X-Zm-Request-Timestamp")
	signed := sign("v0:" + timestamp + ":" + string(body))
	expected := "v0=" + hex.EncodeToString(signed)
	return isFresh(timestamp) && isSame(header.Get("X-Zm-Signature"), expected)
}`,
  standard: `func isGenuine(header http.Header, body []byte) bool {
	timestamp := header.Get("Webhook-Timestamp")
	signed := sign(header.Get("Webhook-Id") + "." + timestamp + "." + string(body))
	expected := "v1," + base64.StdEncoding.EncodeToString(signed)
	// While the secret token is being replaced there are two signatures, old and new.
	for _, given := range strings.Split(header.Get("Webhook-Signature"), " ") {
		if isFresh(timestamp) && isSame(given, expected) {
			return true
		}
	}
	return false
}`,
};

const goPackages: Record<SignatureFamily, string[]> = {
  platform: [],
  standard: ["encoding/base64", "strings"],
};

const goImports = (family: SignatureFamily, secretToken: string | null): string =>
  [
    "crypto/hmac",
    "crypto/sha256",
    "encoding/hex",
    "encoding/json",
    "io",
    "log",
    "net/http",
    ...(secretToken === null ? ["os"] : []),
    "strconv",
    "time",
    ...goPackages[family],
  ]
    .sort()
    .map((name) => `\t"${name}"`)
    .join("\n");

const go = (family: SignatureFamily, secretToken: string | null): string => `package main

import (
${goImports(family, secretToken)}
)

var secretToken = ${quoted(secretToken, 'os.Getenv("SECRET_TOKEN")')}

func sign(text string) []byte {
	mac := hmac.New(sha256.New, []byte(secretToken))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func isFresh(timestamp string) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	age := time.Since(time.Unix(seconds, 0))
	return err == nil && age < 5*time.Minute && age > -5*time.Minute
}

func isSame(given, expected string) bool {
	return hmac.Equal([]byte(given), []byte(expected))
}

// body is the bytes as they came, not what was parsed and written again.
${goChecks[family]}

func receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !isGenuine(r.Header, body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var told struct {
		Event   string         \`json:"event"\`
		Payload map[string]any \`json:"payload"\`
	}
	if json.Unmarshal(body, &told) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if told.Event == "endpoint.url_validation" {
		plain, _ := told.Payload["plainToken"].(string)
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{
			"plainToken":     plain,
			"encryptedToken": hex.EncodeToString(sign(plain)),
		})
		return
	}
	w.WriteHeader(http.StatusNoContent) // Answer within 3 seconds; long work belongs elsewhere.
	log.Println(told.Event, told.Payload)
}

func main() {
	http.HandleFunc("/", receive)
	log.Fatal(http.ListenAndServe("127.0.0.1:8787", nil))
}`;
