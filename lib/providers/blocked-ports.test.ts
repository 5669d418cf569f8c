import { createServer } from "node:http";
import { fetch } from "undici";
import { expect, test } from "vitest";
import { blockedPortOf } from "./blocked-ports.ts";

test.each(["http://nas:6000/hook", "https://nas:4190", "ws://nas:6667/", "http://[::1]:10080"])("%s", (address) => {
  expect(blockedPortOf(address)).toContain("web requests may not use it");
});

test.each(["http://nas", "https://nas:8443", "tcp://nas:6000", "http://nas:80", "nonsense"])("%s", (address) => {
  expect(blockedPortOf(address)).toBeUndefined();
});

test("the ports are those that fetch refuses before it connects", async () => {
  const refuses = async (port: number) => {
    const error: unknown = await fetch(`http://127.0.0.1:${port}`, { method: "HEAD" }).catch((reason) => reason);
    return error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port";
  };
  for (const port of [1, 25, 587, 4190, 6000, 6667, 10080]) {
    expect([port, await refuses(port), blockedPortOf(`http://a:${port}`) !== undefined]).toEqual([port, true, true]);
  }
  const server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  const port = typeof place === "object" ? (place?.port ?? 0) : 0;
  expect([await refuses(port), blockedPortOf(`http://a:${port}`)]).toEqual([false, undefined]);
  server.close();
});
