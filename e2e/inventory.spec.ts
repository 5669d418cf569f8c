import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { hasRole, type Role, roles } from "#lib/access/vocabulary.ts";
import { type Gate, readGates } from "#scripts/gate-inventory.ts";
import { addToldTitles } from "./fixtures/add-told-titles.ts";
import { makeMovieLibrary } from "./fixtures/library.ts";
import { addPerson, command, signIn } from "./fixtures/people.ts";
import { type Answer, send } from "./fixtures/send.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

test.describe.configure({ mode: "serial" });

/** Nobody's name but these people's, so that its appearance in an answer shows that something leaked. */
const canary = "canary-7c1e";

let stack: Stack;
const cookies = new Map<Role, string>();

test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine });
  for (const role of roles) addPerson(stack, { username: `${canary}-${role}`, role });
  for (const role of roles) cookies.set(role, await signIn(stack, `${canary}-${role}`));
  // A film and a library with the number 1: a page of something that exists has to refuse by the role, not by 404.
  const films = join(stack.mediaDir, "Films");
  await makeMovieLibrary(films, [{ folder: "Sintel (2010)", file: "Sintel.mkv", media: "h264-1080p-aac.mkv" }]);
  command(stack, ["library", "add", "--name", "Films", "--path", films, "--automation", "manual"]);
  command(stack, ["run", "1", "--until", "scan"]);
  // The same for a series, its first season and its first episode.
  addToldTitles(stack);
});
test.afterAll(async () => await stack.stop());

const { gates } = readGates();
const guarded = gates.filter((gate) => gate.access !== "public");
const roleOf = (gate: Gate): Role => roles.find((role) => role === gate.access) ?? "admin";
const tooLow = (gate: Gate) => roles.filter((role) => !hasRole({ role }, roleOf(gate)));

/** Placeholders become 1: a film, a library and a job that exist. */
const addressOf = (gate: Gate) => (gate.path ?? "/").replaceAll(/\[+(\.\.\.)?\w+\]+/g, "1");

/** Ways around a gate that have worked in other applications. */
const disguises: { name: string; suffix?: string; headers?: Record<string, string> }[] = [
  { name: "as it is" },
  { name: "claiming to be a subrequest", headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } },
  {
    name: "claiming to be a subrequest of src",
    headers: { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
  },
  { name: "for its data", headers: { rsc: "1" } },
  { name: "for its data, prefetching", headers: { rsc: "1", "next-router-prefetch": "1" } },
  {
    name: "for its data, skipping the layouts",
    headers: {
      rsc: "1",
      "next-router-state-tree": encodeURIComponent('["",{"children":["__PAGE__",{}]},null,null,true]'),
    },
  },
  { name: "as .rsc", suffix: ".rsc" },
  {
    name: "as a segment",
    suffix: ".segments/_tree.segment.rsc",
    headers: { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  },
  {
    name: "as rewritten by a proxy",
    headers: {
      "x-forwarded-host": "localhost",
      "x-matched-path": "/login",
      "x-invoke-path": "/login",
      "x-nextjs-data": "1",
    },
  },
];

/** A session nobody has passes proxy.ts, which only looks for a cookie: what refuses it then is the gate itself. */
const strangers = { nobody: "", "a made-up session": "next-auth.session-token=made-up" };

/** Refused by its status, or, where Next has begun to answer, by what its answer tells the browser to do. */
function expectRefused(answer: Answer, what: string): void {
  expect(answer.body, what).not.toContain(canary);
  const refused = [303, 307, 308, 400, 401, 403, 404, 405].includes(answer.status);
  const told = /NEXT_REDIRECT;|NEXT_HTTP_ERROR_FALLBACK;40[13]/.test(answer.body);
  expect(refused || told, `${what}: ${answer.status} ${answer.body.slice(0, 300)}`).toBe(true);
}

test("S1: no page opens to strangers, in any disguise", async () => {
  const pages = guarded.filter((gate) => gate.kind === "page");
  expect(pages.length).toBeGreaterThan(0);
  for (const gate of pages) {
    for (const { name, suffix = "", headers = {} } of disguises) {
      for (const [who, cookie] of Object.entries(strangers)) {
        const answer = await send(stack.baseUrl + addressOf(gate) + suffix, {
          headers: { ...headers, ...(cookie ? { cookie } : {}) },
        });
        expectRefused(answer, `${gate.path} ${name}, for ${who}`);
      }
    }
  }
});

test("S1: no page opens to a lower role, in any disguise", async () => {
  for (const gate of guarded.filter((one) => one.kind === "page")) {
    for (const role of tooLow(gate)) {
      const cookie = cookies.get(role) ?? "";
      const plain = await send(stack.baseUrl + addressOf(gate), { headers: { cookie } });
      expect(plain.status, `${gate.path} for ${role}`).toBe(403);
      for (const { name, suffix = "", headers = {} } of disguises) {
        const answer = await send(stack.baseUrl + addressOf(gate) + suffix, { headers: { ...headers, cookie } });
        // Its own name stands in the shell of every page a person may see, the 403 page too.
        expectRefused(
          { ...answer, body: answer.body.replaceAll(`${canary}-${role}`, "") },
          `${gate.path} ${name}, for ${role}`,
        );
      }
    }
  }
});

test("S1: no route opens to strangers or lower roles", async () => {
  const origin = stack.baseUrl;
  for (const gate of guarded.filter((one) => one.kind === "route")) {
    const call = (headers: Record<string, string>) =>
      send(origin + addressOf(gate), { method: gate.name ?? "GET", headers: { origin, ...headers } });
    const what = `${gate.name} ${gate.path}`;
    expectStranger(await call({}), gate);
    expect((await call({ cookie: strangers["a made-up session"] })).status, what).toBe(401);
    expectStranger(await call({ "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }), gate);
    expectStranger(await call({ "x-api-key": "mtr_made-up" }), gate);
    // Whoever has no secret of such a route is nobody there, whatever role they have elsewhere.
    const refusal = gate.access === "secret" ? 401 : 403;
    for (const role of tooLow(gate))
      expect((await call({ cookie: cookies.get(role) ?? "" })).status, `${what} for ${role}`).toBe(refusal);
  }
});

/** 401; beside pages, where proxy.ts stands in front, a request without any cookie is sent to the sign-in. */
function expectStranger(answer: Answer, gate: Gate): void {
  const what = `${gate.name} ${gate.path}`;
  if (answer.status === 401) return;
  expect(gate.path?.startsWith("/api/"), what).toBe(false);
  expect(answer.status, what).toBe(307);
  expect(String(answer.headers.location), what).toMatch(/^\/login/);
}

const manifestSchema = z.object({
  node: z.record(
    z.string(),
    z.object({ workers: z.record(z.string(), z.unknown()), filename: z.string(), exportedName: z.string() }),
  ),
});

test("S2: no action of the build runs for strangers or lower roles, when its id is called directly", async () => {
  const manifest = join(process.env.NEXT_DIST_DIR ?? ".next", "server/server-reference-manifest.json");
  expect(existsSync(manifest)).toBe(true);
  const { node } = manifestSchema.parse(JSON.parse(readFileSync(manifest, "utf8")));
  const origin = stack.baseUrl;
  let reached = 0;
  for (const [id, { workers, filename, exportedName }] of Object.entries(node)) {
    const gate = gates.find((one) => one.kind === "action" && one.file === filename && one.name === exportedName);
    expect(gate, `${filename} ${exportedName} is in the build, but not in the inventory`).toBeDefined();
    if (!gate || gate.access === "public") continue;
    const owner = gates.find(
      (one) => one.kind === "page" && Object.keys(workers).some((worker) => one.file === `${worker}.tsx`),
    );
    const call = (cookie: string, path: string) =>
      send(origin + path, {
        form: { "0": "[null]" },
        headers: { origin, cookie, "next-action": id, accept: "text/x-component" },
      });
    const home = owner ? addressOf(owner) : "/";
    // The same call by somebody who may: without it a call that is built wrongly would count as refused.
    expectActionReached(await call(cookies.get(roleOf(gate)) ?? "", home), `${exportedName} at ${home}`);
    reached += 1;
    for (const path of [home, "/login"]) {
      for (const cookie of Object.values(strangers))
        expectActionRefused(await call(cookie, path), `${exportedName} at ${path}`);
      for (const role of tooLow(gate))
        expectActionRefused(await call(cookies.get(role) ?? "", path), `${exportedName} at ${path} for ${role}`);
    }
  }
  expect(reached).toBeGreaterThan(0);
});

/** It passed the gate: its input was looked at and was wrong, or it needs none and ran. */
function expectActionReached(answer: Answer, what: string): void {
  expect(answer.status, what).toBe(200);
  expect(answer.body, what).toMatch(/"ok":true|"ok":false,"error":\{"code":"invalid"/);
}

/** Refused in its own words, by a redirect of the page around it, or with Next's `{}` when it was sent on and got no answer. */
function expectActionRefused(answer: Answer, what: string): void {
  const told = /"ok":false,"error":\{"code":"(unauthorized|forbidden)"/.test(answer.body);
  const refused = told || answer.status >= 300 || answer.body === "{}";
  expect(refused, `${what}: ${answer.status} ${answer.body.slice(0, 300)}`).toBe(true);
  expect(answer.body, what).not.toContain('"ok":true');
}
