import { type Answers, type Call, callOnce, formPost, load } from "@/bench/load";
import { median, printTable, quantile } from "@/bench/numbers";
import { startPeer } from "@/bench/peers/start-peer";
import { type RunningConsole, runConsole } from "@/bench/running-console";

/** Issuing and introspecting tokens, compared with oidc-provider (in memory) and a bare server that only signs. */
export const name = "tokens";

type Rival = { name: string; call: Call };

const rounds = 5;
/** Concurrent requests, each on its own connection. */
const loads = [32, 128];
const seconds = 3;
const bench = { clientId: "bench", clientSecret: "b".repeat(32) };

/** Prints requests per second and latencies, as medians of alternating rounds, and Patchbay's ratio to each rival. */
export async function run(): Promise<void> {
  const running = await runConsole();
  await running.browser.close();
  const provider = await startPeer("oidc-provider.ts");
  const bare = await startPeer("bare-server.ts");
  try {
    const grant = "grant_type=client_credentials";
    const port = Number(new URL(running.server.url).port);
    const issue = formPost(port, "/oauth/token", running.app, grant);
    const theirs = formPost(provider.port, "/token", bench, `${grant}&resource=https%3A%2F%2Fapi.example&scope=read`);
    const issuers = [
      { name: "Patchbay", call: issue },
      { name: "oidc-provider 8.8.1, in memory", call: theirs },
      { name: "bare node:http, signs only", call: formPost(bare.port, "/", bench, grant) },
    ];
    for (const connections of loads) {
      const perSecond = await compete("POST /oauth/token", issuers, connections);
      await printHalfLoad(issue, perSecond / 2, connections);
    }
    const theirToken = tokenIn(await callOnce(formPost(provider.port, "/token", bench, grant)));
    const theirTelling = {
      name: "oidc-provider 8.8.1, in memory",
      call: formPost(provider.port, "/token/introspection", bench, `token=${theirToken}`),
    };
    for (const connections of loads) {
      await compete("POST /oauth/introspect", [await telling("Patchbay", running), theirTelling], connections);
    }
    const several = await runConsole({ WEB_CONCURRENCY: "2" });
    await several.browser.close();
    // Memory can't be shared between processes: oidc-provider stays a single one.
    for (const connections of loads) {
      const ours = await telling("Patchbay, WEB_CONCURRENCY=2", several);
      await compete("POST /oauth/introspect", [ours, theirTelling], connections);
    }
    await several.stop();
  } finally {
    await Promise.all([provider.stop(), bare.stop()]);
    await running.stop();
  }
}

/** Introspects a running console's own app token. */
async function telling(name: string, { server, app }: RunningConsole): Promise<Rival> {
  const port = Number(new URL(server.url).port);
  const token = tokenIn(await callOnce(formPost(port, "/oauth/token", app, "grant_type=client_credentials")));
  return { name, call: formPost(port, "/oauth/introspect", app, `token=${token}`) };
}

/** Runs the rivals alternately, round after round; returns the first one's requests per second. */
async function compete(title: string, rivals: Rival[], connections: number): Promise<number> {
  const results = rivals.map((rival) => ({ ...rival, answers: [] as Answers[] }));
  for (const { call } of rivals) await load(call, { seconds: 1, connections });
  for (let round = 0; round < rounds; round++) {
    for (const rival of results) rival.answers.push(await load(rival.call, { seconds, connections }));
  }
  const ours = median((results[0]?.answers ?? []).map(({ perSecond }) => perSecond));
  const rows = results.map(({ name, answers }) => row(name, answers, ours));
  printTable([
    [
      `${title}, ${connections} at a time`,
      "requests/s",
      "p50 ms",
      "p95 ms",
      "p99 ms",
      "failed",
      "Patchbay is",
      "all rounds",
    ],
    ...rows,
  ]);
  return ours;
}

function row(name: string, answers: Answers[], ours: number): string[] {
  const speeds = answers.map(({ perSecond }) => perSecond);
  const taken = answers.flatMap((one) => one.taken);
  const ms = [0.5, 0.95, 0.99].map((share) => quantile(taken, share).toFixed(1));
  const failed = answers.reduce((sum, one) => sum + one.failed, 0);
  const speed = median(speeds);
  const all = speeds.map((one) => one.toFixed(0)).join(" ");
  return [name, speed.toFixed(0), ...ms, String(failed), `${(ours / speed).toFixed(2)} x`, all];
}

async function printHalfLoad(call: Call, rate: number, connections: number): Promise<void> {
  const { taken, failed } = await load(call, { seconds: 10, connections, rate });
  const ms = [0.5, 0.95, 0.99].map((share) => quantile(taken, share).toFixed(1));
  printTable([
    ["POST /oauth/token at half that load", "p50 ms", "p95 ms", "p99 ms", "failed"],
    [`${rate.toFixed(0)} requests/s`, ...ms, String(failed)],
  ]);
}

const tokenIn = (body: string): string => (JSON.parse(body) as { access_token: string }).access_token;
