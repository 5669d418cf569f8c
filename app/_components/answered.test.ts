import { redirect } from "next/navigation";
import { expect, test } from "vitest";
import { answered, noAnswer } from "./answered.ts";

test("an answer stays as it is, and none at all is an error that says so", async () => {
  const fine = { ok: true as const, data: 1 };
  expect(await answered(Promise.resolve(fine))).toBe(fine);
  expect(await answered(Promise.reject<typeof fine>(new TypeError("Failed to fetch")))).toEqual({
    ok: false,
    error: noAnswer,
  });
});

test("a redirect goes through to Next", async () => {
  const leave = async (): Promise<{ ok: true }> => redirect("/login");
  await expect(answered(leave())).rejects.toThrow("NEXT_REDIRECT");
});
