import { inArray } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Tx } from "./handle.ts";
import { genres } from "./schema/index.ts";
import { testDb } from "./testing.ts";
import { together } from "./together.ts";
import { transaction } from "./transaction.ts";

const db = await testDb();
const names = ["a", "b", "c", "d"];
beforeAll(async () => {
  await db.insert(genres).values(names.map((name) => ({ name })));
});

const calls: string[][] = [];
const find = (tx: Tx, name: string, key = "genres") =>
  together(tx, key, name, async (asked: string[]) => {
    calls.push(asked);
    const rows = await tx.select({ name: genres.name }).from(genres).where(inArray(genres.name, asked));
    return asked.map((each) => rows.find((row) => row.name === each)?.name.toUpperCase());
  });

test("those that ask at the same time are answered by one call, each with its own answer", async () => {
  calls.length = 0;
  const asked = ["d", "x", "a", "d"];
  const found = await transaction(db, (tx) => Promise.all(asked.map((name) => find(tx, name))));
  expect(found).toEqual(["D", undefined, "A", "D"]);
  expect(calls).toEqual([asked]);
});

test("those who go on from one answer ask the next together too; who asks later asks alone", async () => {
  calls.length = 0;
  await transaction(db, async (tx) => {
    await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        await find(tx, name);
        await find(tx, name);
      }),
    );
    await find(tx, "d");
  });
  expect(calls).toEqual([["a", "b", "c"], ["a", "b", "c"], ["d"]]);
});

test("another question and another transaction are asked apart", async () => {
  calls.length = 0;
  await Promise.all([
    transaction(db, (tx) => Promise.all([find(tx, "a", "one"), find(tx, "b", "other")])),
    transaction(db, (tx) => find(tx, "c", "one")),
  ]);
  expect(calls.toSorted()).toEqual([["a"], ["b"], ["c"]]);
});

test("an error is everybody's, and so is an answer for too few", async () => {
  const ask = (many: (items: string[]) => Promise<string[]>) =>
    transaction(db, async (tx) => {
      const ended = await Promise.allSettled(names.map((name) => together(tx, "faults", name, many)));
      return ended.map((one) => (one.status === "rejected" && one.reason instanceof Error ? one.reason.message : ""));
    });
  const refuse = async () => {
    throw new Error("no");
  };
  expect(await ask(refuse)).toEqual(names.map(() => "no"));
  const few = 'asked together as "faults", and 1 were answered.';
  expect(await ask(async (items) => items.slice(0, 1))).toEqual(names.map(() => `4 items were ${few}`));
});
