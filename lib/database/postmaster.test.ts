import { expect, test } from "vitest";
import { parsePidFile } from "@/lib/database/postmaster";
import { accountIn } from "@/lib/database/server-account";

const pidFile = "8134\n/srv/data\n1795315478\n55999\n\n127.0.0.1\n 16039951         9\nready   \n";

test("a pid file names the process, its port and whether it is ready", () => {
  expect(parsePidFile(pidFile)).toEqual({ pid: 8134, port: 55999, ready: true, stopping: false });
});

test("a server that is still starting or already stopping is not ready", () => {
  expect(parsePidFile(pidFile.replace("ready   ", "starting"))?.ready).toBe(false);
  expect(parsePidFile(pidFile.replace("ready   ", "stopping"))).toMatchObject({ ready: false, stopping: true });
});

test("an empty, torn or foreign pid file names no server", () => {
  for (const text of ["", "\n\n", "hello\n", "-5\n/srv/data\n", "1\n/srv/data\n"])
    expect(parsePidFile(text)).toBeNull();
});

test("a half-written pid file names the process but is not ready", () => {
  expect(parsePidFile("8134\n/srv/data\n")).toEqual({ pid: 8134, port: 0, ready: false, stopping: false });
});

test("the account is the first one that exists and is not root", () => {
  const passwd = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\ntoor:x:0:0::/:/bin/sh\n";
  expect(accountIn(passwd, ["postgres", "nobody"])).toEqual({ uid: 65534, gid: 65533 });
  expect(accountIn(passwd, ["toor"])).toBeNull();
});
