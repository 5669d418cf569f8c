import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { dialect } from "./dialect/index.ts";
import { genres } from "./schema/index.ts";
import { sharedTransaction } from "./shared-transaction.ts";
import { testDb } from "./testing.ts";

const db = await testDb();
const names = async () => (await db.select({ name: genres.name }).from(genres)).map(({ name }) => name).sort();

test("bodies that come at the same time are kept, each with its own result", async () => {
  const wanted = Array.from({ length: 30 }, (_, index) => `genre ${String(index).padStart(2, "0")}`);
  const handles = new Set<unknown>();
  const made = await Promise.all(
    wanted.map((name) =>
      sharedTransaction(db, name, async (tx) => {
        handles.add(tx);
        const [row] = await tx.insert(genres).values({ name }).returning({ name: genres.name });
        return row?.name;
      }),
    ),
  );
  expect(made).toEqual(wanted);
  expect(await names()).toEqual(wanted);
  // The first one found nobody to go with; those that waited went together.
  expect(handles.size).toBe(dialect === "postgres" ? 5 : 9);
});

test("one that fails costs the others nothing and leaves nothing behind", async () => {
  await db.delete(genres);
  const ended = await Promise.allSettled(
    ["a", "b", "fails", "taken", "c", "d"].map((name) =>
      sharedTransaction(db, name, async (tx) => {
        await tx.insert(genres).values({ name });
        if (name === "fails") throw new Error("no");
        // The database refuses this one.
        if (name === "taken") await tx.insert(genres).values({ name });
        return name;
      }),
    ),
  );
  expect(ended.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([
    "a",
    "b",
    "failed",
    "failed",
    "c",
    "d",
  ]);
  expect(await names()).toEqual(["a", "b", "c", "d"]);
});

test("what comes while one runs goes next", async () => {
  await db.delete(genres);
  const first = sharedTransaction(db, "first", (tx) => tx.insert(genres).values({ name: "first" }));
  await first;
  const second = sharedTransaction(db, "second", (tx) => tx.select().from(genres).where(eq(genres.name, "first")));
  expect(await second).toHaveLength(1);
});

test("two about the same never go together: the second sees what the first one wrote", async () => {
  await db.delete(genres);
  const count = (about: string) =>
    sharedTransaction(db, about, async (tx) => {
      const before = await tx.$count(genres);
      await tx.insert(genres).values({ name: `${about} ${before}` });
      return before;
    });
  expect(await Promise.all(["a", "b", "b", "c", "b"].map(count))).toEqual([
    0,
    1,
    expect.any(Number),
    1,
    expect.any(Number),
  ]);
  expect(await names()).toEqual(["a 0", "b 1", "b 3", "b 4", "c 1"]);
});
