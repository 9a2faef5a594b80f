import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { callerHeader, sealCaller, sealedCaller } from "@/lib/address/caller";
import { clientAddress } from "@/lib/address/client-address";
import { projectRoot } from "@/lib/database/project-root";
import nextConfig from "@/next.config.js";

const caller = { address: "198.51.100.7", requestId: "0b7f" };
const sealed = sealCaller(caller);
const read = (header: string) => sealedCaller({ [callerHeader]: header });

describe("the caller named in a request from the server to itself", () => {
  it.each([caller, { address: "2001:db8::1", requestId: "1" }, { address: "", requestId: "1" }])(
    "is who it was sealed for: %j",
    (one) => expect(read(sealCaller(one))).toEqual(one),
  );

  it.each([
    ["nothing", ""],
    ["an address alone", "198.51.100.7"],
    ["no seal", "0b7f 198.51.100.7 "],
    ["another address", sealed.replace("198.51.100.7", "198.51.100.8")],
    ["another request", sealed.replace("0b7f", "0b7e")],
    ["a seal that is cut off", sealed.slice(0, -2)],
    ["a seal of another kind", `0b7f 198.51.100.7 ${"A".repeat(43)}`],
    ["more than it was sealed with", `${sealed} x`],
    ["two of them", `${sealed}, ${sealed}`],
    ["64 KB", "x ".repeat(32_768)],
  ])("is ignored if the header holds %s", (_case, header) => {
    expect(read(header)).toBeNull();
  });

  it("is the address used for limits and records; a request without a seal has its socket's", () => {
    const socket = { remoteAddress: "127.0.0.1" } as never;
    expect(clientAddress({ socket, headers: { [callerHeader]: sealed } })).toBe("198.51.100.7");
    expect(clientAddress({ socket, headers: { [callerHeader]: `${sealed}x` } })).toBe("127.0.0.1");
  });

  it("is sealed with a key that no longer shows in the environment", () => {
    expect(Object.keys(process.env).filter((name) => name.includes("CALLER"))).toEqual([]);
  });
});

// Each of these would be one more way for Next to send requests on a client's behalf.
describe("apart from forwarded actions and their redirects, Next sends no requests on a client's behalf", () => {
  it("there are no rewrites, and no remote images to resize", () => {
    expect(nextConfig).not.toHaveProperty("rewrites");
    expect(nextConfig.images).toEqual({ unoptimized: true });
  });

  it("there is no middleware", () => {
    const files = [...readdirSync(projectRoot()), ...readdirSync(`${projectRoot()}/app`)];
    expect(files.filter((name) => /^(middleware|proxy|src)(\.|$)/.test(name))).toEqual([]);
  });
});
