import { join } from "node:path";
import { expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import { hasRole, type Role, roles } from "#lib/access/vocabulary.ts";
import { type Gate, readGates } from "#scripts/gate-inventory.ts";
import { aBrowser, anonymous, origin, paramsOf } from "./testing.ts";
import { setRequestHeaders } from "./testing-next.ts";

/**
 * Calls every route and action of the inventory as they are, without proxy.ts and without server.ts in front: what
 * stands here is refused by the gates themselves.
 */

const db = await testDb();
await aBrowser(db, "admin");
const browsers = { editor: await aBrowser(db, "editor"), viewer: await aBrowser(db, "viewer") };

const root = join(import.meta.dirname, "../..");
const { gates } = readGates(root);
const guarded = gates.filter((gate) => gate.access !== "public" && gate.access !== "secret");
const bySecret = gates.filter((gate) => gate.access === "secret");
const tooLow = (gate: Gate): ("editor" | "viewer")[] =>
  (["editor", "viewer"] as const).filter((role) => !hasRole({ role }, needed(gate)));
const needed = (gate: Gate): Role => roles.find((role) => role === gate.access) ?? "admin";

async function exported(gate: Gate): Promise<(...args: unknown[]) => Promise<unknown>> {
  const module: Record<string, unknown> = await import(join(root, gate.file));
  const found = module[gate.name ?? ""];
  if (typeof found !== "function") throw new Error(`${gate.file} does not export ${gate.name}.`);
  return async (...args) => await found(...args);
}

async function callRoute(gate: Gate, headers: Record<string, string>): Promise<number> {
  const handler = await exported(gate);
  const path = gate.path ?? "/";
  const request = new Request(origin + path.replaceAll(/\[(\.\.\.)?\w+\]/g, "1"), {
    method: gate.name ?? "GET",
    headers,
  });
  const response = await handler(request, paramsOf(path));
  return response instanceof Response ? response.status : 0;
}

async function callAction(gate: Gate, headers: Record<string, string>): Promise<unknown> {
  setRequestHeaders(headers);
  const call = await exported(gate);
  return await call(null, new FormData());
}

const routes = guarded.filter((gate) => gate.kind === "route");
const actions = guarded.filter((gate) => gate.kind === "action");

test("there is something to test", () => {
  expect(gates.length).toBeGreaterThan(0);
});

test.each(routes)(
  "S1: without proxy.ts $name $path is closed to people who are not signed in and to lower roles",
  async (gate) => {
    expect(await callRoute(gate, anonymous)).toBe(401);
    expect(await callRoute(gate, { ...anonymous, "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" })).toBe(
      401,
    );
    for (const role of tooLow(gate)) expect(await callRoute(gate, browsers[role].headers)).toBe(403);
  },
);

test.each(bySecret)(
  "S1: $name $path is closed to everybody who has not its secret, whatever role they have",
  async (gate) => {
    const admin = await aBrowser(db, "admin");
    for (const { headers } of [{ headers: anonymous }, admin, browsers.editor, browsers.viewer])
      expect(await callRoute(gate, headers)).toBe(401);
  },
);

test.each(actions)("S2: $file $name is closed to people who are not signed in and to lower roles", async (gate) => {
  expect(await callAction(gate, anonymous)).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  for (const role of tooLow(gate)) {
    expect(await callAction(gate, browsers[role].headers)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  }
});
