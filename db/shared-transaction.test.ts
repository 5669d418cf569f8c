import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { dialect } from "./dialect/index.ts";
import { genres } from "./schema/index.ts";
import { sharedTransaction } from "./shared-transaction.ts";
import { testDb } from "./testing.ts";
import { transaction } from "./transaction.ts";

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
  expect(handles.size).toBe(dialect === "postgres" ? 3 : 9);
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

const hasOneWriter = dialect === "sqlite";
test("two about the same go one after the other also when the first one has to run by itself", async () => {
  await db.delete(genres);
  const events: string[] = [];
  let tries = 0;
  const first = sharedTransaction(db, "same", async (tx) => {
    tries += 1;
    if (tries === 1) throw new Error("A moment later it works.");
    events.push("first begins");
    for (let index = 0; index < 20; index += 1) await tx.select().from(genres);
    events.push("first ends");
  });
  const second = sharedTransaction(db, "same", async (tx) => {
    await tx.select().from(genres);
    events.push("second");
  });
  const other = sharedTransaction(db, "other", async (tx) => (await tx.select().from(genres)).length);
  await Promise.all([first, second, other]);
  expect(events).toEqual(["first begins", "first ends", "second"]);
});

test.skipIf(hasOneWriter)(
  "a row that somebody else holds costs the others a moment (on SQLite nobody can)",
  async () => {
    await db.delete(genres);
    await db.insert(genres).values([{ name: "held" }, { name: "free" }]);
    const rename = (name: string) =>
      sharedTransaction(db, name, (tx) =>
        tx
          .update(genres)
          .set({ name: `${name} now` })
          .where(eq(genres.name, name)),
      );
    const held = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const holder = transaction(db, async (tx) => {
      await tx.update(genres).set({ name: "held" }).where(eq(genres.name, "held"));
      isHeld.resolve();
      await held.promise;
    });
    await isHeld.promise;
    const blocked = rename("held");
    await Promise.all([
      rename("free"),
      sharedTransaction(db, "later", (tx) => tx.insert(genres).values({ name: "later" })),
    ]);
    expect(await names()).toEqual(["free now", "held", "later"]);
    held.resolve();
    await Promise.all([holder, blocked]);
    expect(await names()).toEqual(["free now", "held now", "later"]);
  },
);
