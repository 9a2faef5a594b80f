type Values = { baseUrl: string; accountId: string; clientId: string; clientSecret: string | null };

/** Ready-to-paste code that requests a token; takes the secret from `CLIENT_SECRET` while `clientSecret` is null. */
export function tokenSnippets({ baseUrl, accountId, clientId, clientSecret }: Values) {
  const quoted = (fallback: string): string => (clientSecret ? JSON.stringify(clientSecret) : fallback);
  const curl = `curl -u "${clientId}:${clientSecret ?? "$CLIENT_SECRET"}" \\
  -d grant_type=account_credentials \\
  -d account_id=${accountId} \\
  ${baseUrl}/oauth/token`;
  const node = `const credentials = ["${clientId}", ${quoted("process.env.CLIENT_SECRET")}].join(":");

const response = await fetch("${baseUrl}/oauth/token", {
  method: "POST",
  headers: { authorization: \`Basic \${Buffer.from(credentials).toString("base64")}\` },
  body: new URLSearchParams({ grant_type: "account_credentials", account_id: "${accountId}" }),
});
const { access_token } = await response.json();
console.log(access_token);`;
  const python = `import base64, json, os, urllib.parse, urllib.request

credentials = "${clientId}:" + ${quoted('os.environ["CLIENT_SECRET"]')}
request = urllib.request.Request(
    "${baseUrl}/oauth/token",
    data=urllib.parse.urlencode(
        {"grant_type": "account_credentials", "account_id": "${accountId}"}
    ).encode(),
    headers={"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()},
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["access_token"])`;
  return [
    { label: "curl", code: curl, language: "sh" },
    { label: "Node", code: node, language: "js" },
    { label: "Python", code: python, language: "python" },
  ];
}
