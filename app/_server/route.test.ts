import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { testDb } from "#db/testing.ts";
import { createApiKey, revokeApiKey } from "#lib/access/api-keys.ts";
import { revokeSession } from "#lib/access/sessions.ts";
import { asCurrent } from "#lib/access/testing.ts";
import { setDisabled, setRole } from "#lib/access/users.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { publicRoute, route } from "./route.ts";
import { aBrowser, anonymous, origin, paramsOf } from "./testing.ts";

const db = await testDb();
const admin = await aBrowser(db, "admin");
const editor = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");

type Sent = { headers?: Record<string, string>; method?: string; body?: BodyInit; url?: string };

async function call(handler: ReturnType<typeof route>, { headers = {}, method = "GET", body, url }: Sent = {}) {
  const request = new Request(url ?? `${origin}/api/v1/things/7`, {
    method,
    headers,
    ...(body ? { body, duplex: "half" } : {}),
  });
  const response = await handler(request, paramsOf("/api/v1/things/[thingId]"));
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

const hello = route({ role: "editor" }, async ({ user }) => ({ hello: user.username }));

describe("S1: a route", () => {
  test("answers 401 to nobody, 403 to a role too low, and the rest to the others", async () => {
    expect(await call(hello, { headers: anonymous })).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    expect(await call(hello, { headers: viewer.headers })).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(await call(hello, { headers: editor.headers })).toMatchObject({
      status: 200,
      body: { hello: editor.user.username },
    });
    expect((await call(hello, { headers: admin.headers })).status).toBe(200);
  });

  test("checks who is asking before it looks at what is asked", async () => {
    const body = vi.fn(async () => "never");
    const strict = route({ role: "admin", input: { body: z.object({ name: z.string() }) } }, body);
    expect((await call(strict, { headers: anonymous, method: "POST", body: "{broken" })).status).toBe(401);
    expect((await call(strict, { headers: viewer.headers, method: "POST", body: "{broken" })).status).toBe(403);
    expect(body).not.toHaveBeenCalled();
  });

  test("believes no cookie that is made up, sealed elsewhere or cut", async () => {
    const sealed = viewer.headers.cookie.split("session-token=")[1] ?? "";
    for (const value of ["", "x", "a.b.c.d.e", sealed.slice(0, -2), `${sealed}A`]) {
      expect(
        (await call(hello, { headers: { ...anonymous, cookie: `next-auth.session-token=${value}` } })).status,
      ).toBe(401);
    }
  });
});

describe("S12: a route", () => {
  test("is closed at once to a session that was revoked, a person disabled or given another role", async () => {
    const [first, second, third] = [
      await aBrowser(db, "editor"),
      await aBrowser(db, "editor"),
      await aBrowser(db, "editor"),
    ];
    expect((await call(hello, { headers: first.headers })).status).toBe(200);
    await revokeSession(db, { sessionId: first.sessionId, userId: first.user.id });
    expect((await call(hello, { headers: first.headers })).status).toBe(401);
    await setDisabled(db, { userId: second.user.id, disabled: true }, { byUserId: null });
    expect((await call(hello, { headers: second.headers })).status).toBe(401);
    await setRole(db, { userId: third.user.id, role: "viewer" }, { byUserId: null });
    expect((await call(hello, { headers: third.headers })).status).toBe(401);
  });

  test("tells an answer that stays open when it has to end", async () => {
    const person = await aBrowser(db, "viewer");
    let ask: () => Promise<boolean> = async () => false;
    const stream = route({ role: "viewer" }, async ({ isStillAllowed }) => {
      ask = isStillAllowed;
    });
    expect((await call(stream, { headers: person.headers })).status).toBe(204);
    expect(await ask()).toBe(true);
    await setDisabled(db, { userId: person.user.id, disabled: true }, { byUserId: null });
    expect(await ask()).toBe(false);
  });
});

describe("S11: a route that changes something", () => {
  const change = route({ role: "editor" }, async () => undefined);
  const send = (headers: Record<string, string>, method = "POST") => call(change, { headers, method });

  test("refuses a cookie that comes from another site or from nowhere", async () => {
    const { origin: own, ...silent } = editor.headers;
    for (const foreign of ["https://evil.example", "null", "http://localhost:3001"]) {
      expect((await send({ ...silent, origin: foreign })).status).toBe(403);
    }
    expect((await send(silent)).status).toBe(403);
    expect((await send({ ...silent, "sec-fetch-site": "same-origin" })).status).toBe(204);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect((await send({ ...silent, origin: own }, method)).status).toBe(204);
  });

  test("needs no origin from a program with a key", async () => {
    const { key } = await createApiKey(db, asCurrent(editor.user), { name: "script", role: "editor" });
    expect((await send({ host: "localhost:3000", "x-api-key": key })).status).toBe(204);
  });
});

describe("S16: a key", () => {
  test("opens routes by X-Api-Key and by Bearer, and never from the address", async () => {
    const { key } = await createApiKey(db, asCurrent(editor.user), { name: "reader", role: "editor" });
    expect((await call(hello, { headers: { "x-api-key": key } })).status).toBe(200);
    expect((await call(hello, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    for (const name of ["apikey", "api_key", "key", "token", "access_token"]) {
      expect((await call(hello, { url: `${origin}/api/v1/things?${name}=${key}` })).status).toBe(401);
    }
  });

  test("is closed at once when it is revoked", async () => {
    const { key, keyId } = await createApiKey(db, asCurrent(editor.user), { name: "short", role: "editor" });
    await revokeApiKey(db, asCurrent(editor.user), { keyId });
    expect((await call(hello, { headers: { "x-api-key": key } })).status).toBe(401);
  });

  test("is judged alone: a wrong key beside a good cookie opens nothing", async () => {
    expect((await call(hello, { headers: { ...admin.headers, "x-api-key": "mtr_wrong" } })).status).toBe(401);
  });

  test("has its own role, not its person's, and no way into what is for people", async () => {
    const { key } = await createApiKey(db, asCurrent(admin.user), { name: "low", role: "viewer" });
    expect((await call(hello, { headers: { "x-api-key": key } })).status).toBe(403);
    const people = route({ role: "viewer", sessionOnly: true }, async () => "in");
    expect((await call(people, { headers: { "x-api-key": key } })).status).toBe(403);
    expect((await call(people, { headers: viewer.headers })).status).toBe(200);
  });
});

describe("a route's input", () => {
  const typed = route(
    {
      role: "viewer",
      input: {
        params: z.object({ thingId: z.coerce.number() }),
        query: z.object({
          limit: z.coerce.number().max(200).default(50),
          tag: z.union([z.string(), z.array(z.string())]).optional(),
        }),
        body: z.object({ name: z.string() }),
      },
    },
    async ({ input }) => input,
  );
  const post = (body: string, url = `${origin}/api?tag=a&tag=b`, type = "application/json") =>
    call(typed, { method: "POST", url, body, headers: { ...viewer.headers, "content-type": type } });

  test("arrives parsed", async () => {
    expect((await post('{"name":"x"}')).body).toEqual({
      params: { thingId: 1 },
      query: { limit: 50, tag: ["a", "b"] },
      body: { name: "x" },
    });
  });

  test("that is wrong is answered with the field and a reason", async () => {
    const answer = await post('{"name":3}');
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ code: "invalid", field: "name", status: 400 });
    expect(await post('{"name":"x"}', `${origin}/api?limit=201`)).toMatchObject({
      status: 400,
      body: { field: "limit" },
    });
    expect((await post("{")).status).toBe(400);
    expect((await post("name=x", undefined, "text/plain")).status).toBe(415);
  });

  test("S21: is refused above 1 MB, whether its size is declared or not", async () => {
    const big = JSON.stringify({ name: "x".repeat(1024 * 1024) });
    expect((await post(big)).status).toBe(413);
    const stream = new Blob([big]).stream();
    const undeclared = await call(typed, {
      method: "POST",
      body: stream,
      headers: { ...viewer.headers, "content-type": "application/json" },
    });
    expect(undeclared.status).toBe(413);
  });

  test("may be larger where the route says so", async () => {
    const upload = route(
      { role: "viewer", bodyLimitBytes: 3_000_000 },
      async ({ request }) => (await request.arrayBuffer()).byteLength,
    );
    const answer = await call(upload, { method: "POST", body: new Uint8Array(2_000_000), headers: viewer.headers });
    expect(answer).toMatchObject({ status: 200, body: 2_000_000 });
  });
});

describe("errors", () => {
  test("of ours keep their words, code and details", async () => {
    const failing = route({ role: "viewer" }, async () => {
      throw new AppError("conflict", "Somebody else saved this film.", { field: "title", details: { theirs: "x" } });
    });
    expect(await call(failing, { headers: viewer.headers })).toMatchObject({
      status: 409,
      body: { code: "conflict", message: "Somebody else saved this film.", field: "title", details: { theirs: "x" } },
    });
  });

  test("S19: of anything else say nothing of what happened inside", async () => {
    const failing = route({ role: "viewer" }, async () => {
      throw new Error("connect postgresql://metarr:hunter2@db:5432 /srv/secret");
    });
    const answer = await call(failing, { headers: viewer.headers });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|srv|at .*\.ts/);
  });

  test("of a database that is away are 503", async () => {
    const failing = route({ role: "viewer" }, async () => {
      throw new Error("query failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) });
    });
    expect((await call(failing, { headers: viewer.headers })).status).toBe(503);
  });

  test("of too many tries say when to come back", async () => {
    const failing = publicRoute({}, async () => {
      throw new AppError("too_many", "Wait.", { details: { retryAfterSeconds: 90 } });
    });
    const answer = await call(failing);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "90"]);
  });
});

describe("what is wrong is said for people", () => {
  const strict = route(
    {
      role: "viewer",
      input: {
        params: z.object({ thingId: z.coerce.number().int().positive() }),
        body: z.object({ name: z.string(), count: z.number("Write how many.") }),
      },
    },
    async () => "never",
  );
  const headers = { ...viewer.headers, "content-type": "application/json" };
  const answer = async (thingId: string, body: unknown) => {
    const request = new Request(`${origin}/api/v1/things/x`, { method: "POST", headers, body: JSON.stringify(body) });
    const response = await strict(request, { params: Promise.resolve({ thingId }) });
    return { status: response.status, ...(await response.json()) };
  };

  test("a part of the address that is no number", async () => {
    const message = (text: string) => `"${text}" in the address is not the number of a thing.`;
    for (const text of ["abc", "0", "1.5"]) {
      expect(await answer(text, {})).toMatchObject({ status: 400, field: "thingId", message: message(text) });
    }
    expect((await answer("x".repeat(500), {})).message).toBe(message(`${"x".repeat(60)}…`));
  });

  test("a body with something missing, and something a schema has its own words for", async () => {
    expect(await answer("7", { count: "x" })).toMatchObject({
      status: 400,
      message: "name: This is missing.",
      details: { issues: [{ field: "name" }, { field: "count", message: "Write how many." }] },
    });
  });
});

test("a caller who leaves is no failure, and a failure is one though the caller left", async () => {
  const logged = { error: vi.spyOn(log, "error"), debug: vi.spyOn(log, "debug") };
  const leaving = async (work: (signal: AbortSignal) => unknown) => {
    const controller = new AbortController();
    const gone = route({ role: "viewer" }, async ({ request }) => {
      controller.abort(new Error("gone"));
      return work(request.signal);
    });
    const request = new Request(`${origin}/api/v1/things/7`, { headers: viewer.headers, signal: controller.signal });
    return (await gone(request, paramsOf("/api/v1/things/[thingId]"))).status;
  };
  expect(await leaving((signal) => signal.throwIfAborted())).toBe(499);
  const wrapped = ({ reason }: AbortSignal) => Promise.reject(new Error("stopped", { cause: reason }));
  expect(await leaving(wrapped)).toBe(499);
  expect(logged.error).not.toHaveBeenCalled();
  expect(logged.debug).toHaveBeenCalledTimes(2);
  expect(await leaving(() => Promise.reject(new Error("broken")))).toBe(500);
  expect(logged.error).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
});
