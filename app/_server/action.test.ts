import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { testDb } from "#db/testing.ts";
import { createApiKey } from "#lib/access/api-keys.ts";
import { asCurrent } from "#lib/access/testing.ts";
import { AppError } from "#lib/errors.ts";
import { action, formAction, publicAction } from "./action.ts";
import { aBrowser, anonymous } from "./testing.ts";
import { setRequestHeaders } from "./testing-next.ts";

const db = await testDb();
const editor = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");
const body = vi.fn(async (input: { name: string }) => `saved ${input.name}`);
const save = action({ role: "editor", input: z.object({ name: z.string() }) }, body);

beforeEach(() => {
  setRequestHeaders(editor.headers);
  body.mockClear();
});

describe("S2: an action called directly", () => {
  test("does nothing for nobody and for a role too low", async () => {
    setRequestHeaders(anonymous);
    expect(await save({ name: "x" })).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    setRequestHeaders(viewer.headers);
    expect(await save({ name: "x" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(body).not.toHaveBeenCalled();
  });

  test("does nothing for an API key: actions are for people", async () => {
    const { key } = await createApiKey(db, asCurrent(editor.user), { name: "script", role: "editor" });
    setRequestHeaders({ ...anonymous, "x-api-key": key, authorization: `Bearer ${key}` });
    expect(await save({ name: "x" })).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  });

  test("takes whatever it is sent and runs only with input of the right shape", async () => {
    const loose = async (input: unknown): Promise<unknown> => await Reflect.apply(save, undefined, [input]);
    for (const input of [
      undefined,
      null,
      3,
      "x",
      [],
      {},
      { name: 3 },
      { name: ["x"] },
      JSON.parse('{"__proto__":{"name":"x"}}'),
    ]) {
      expect(await loose(input)).toMatchObject({ ok: false, error: { code: "invalid" } });
    }
    expect(body).not.toHaveBeenCalled();
  });
});

test("S11: an action refuses a request of another site or of unknown origin", async () => {
  for (const origin of ["https://evil.example", "null", ""]) {
    setRequestHeaders({ ...editor.headers, origin });
    expect(await save({ name: "x" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  }
  expect(body).not.toHaveBeenCalled();
});

test("an action answers its data", async () => {
  expect(await save({ name: "x" })).toEqual({ ok: true, data: "saved x" });
});

test("a form's fields arrive by name, without those of Next", async () => {
  const read = formAction({ role: "editor", input: z.record(z.string(), z.unknown()) }, async (input) => input);
  const form = new FormData();
  for (const [name, value] of [
    ["title", "Alien"],
    ["genre", "a"],
    ["genre", "b"],
    ["$ACTION_KEY", "k"],
  ] as const)
    form.append(name, value);
  expect(await read(null, form)).toEqual({ ok: true, data: { title: "Alien", genre: ["a", "b"] } });
});

test("an error is answered in plain words, a redirect passes", async () => {
  const fail = action({ role: "editor", input: z.unknown() }, async () => {
    throw new AppError("conflict", "Somebody else saved this.", { field: "title" });
  });
  expect(await fail()).toEqual({
    ok: false,
    error: { code: "conflict", message: "Somebody else saved this.", field: "title" },
  });
  const leave = publicAction({ input: z.unknown() }, async () => {
    const { redirect } = await import("next/navigation");
    redirect("/login");
  });
  await expect(leave()).rejects.toThrow("NEXT_REDIRECT");
});
