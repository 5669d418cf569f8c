import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db, Tx } from "./client.ts";
import { databaseNow } from "./clock.ts";
import { isUniqueViolation } from "./errors.ts";
import { targetOf } from "./handle.ts";
import { configuration, libraries, libraryRoots } from "./schema/index.ts";
import { testDb } from "./testing.ts";
import { onCommit, transaction } from "./transaction.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const put = (on: Db, key: string, value = "1") => on.insert(configuration).values({ key, value });

async function stored(on: Db, key: string): Promise<string | null | undefined> {
  const [row] = await on.select().from(configuration).where(eq(configuration.key, key));
  return row?.value;
}

async function addOne(key: string): Promise<void> {
  await transaction(db, async (tx) => {
    const before = Number(await stored(tx, key));
    await tx
      .update(configuration)
      .set({ value: String(before + 1) })
      .where(eq(configuration.key, key));
  });
}

describe("one transaction", () => {
  test("keeps all of its writes and answers with the body's result", async () => {
    const answer = await transaction(db, async (tx) => {
      await put(tx, "kept.a");
      await sleep(5);
      await put(tx, "kept.b");
      return "done";
    });
    expect(answer).toBe("done");
    expect([await stored(db, "kept.a"), await stored(db, "kept.b")]).toEqual(["1", "1"]);
  });

  test("takes back everything when the body throws after a pause", async () => {
    const failing = transaction(db, async (tx) => {
      await put(tx, "lost.a");
      await sleep(5);
      await put(tx, "lost.b");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect([await stored(db, "lost.a"), await stored(db, "lost.b")]).toEqual([undefined, undefined]);
  });

  test("sees its own writes while others do not see them before the commit", async () => {
    const written = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<void>();
    const writing = transaction(db, async (tx) => {
      await put(tx, "dirty");
      expect(await stored(tx, "dirty")).toBe("1");
      written.resolve();
      await looked.promise;
    });
    await written.promise;
    expect(await stored(db, "dirty")).toBeUndefined();
    looked.resolve();
    await writing;
    expect(await stored(db, "dirty")).toBe("1");
  });

  test("is lost when a statement failed, even if the body caught the error", async () => {
    await put(db, "taken");
    const careless = transaction(db, async (tx) => {
      await put(tx, "careless");
      await put(tx, "taken").catch(() => {});
    });
    await expect(careless).rejects.toSatisfy(isUniqueViolation);
    expect(await stored(db, "careless")).toBeUndefined();
  });

  test("has one moment, also in its savepoints", async () => {
    const times = await transaction(db, async (tx) => {
      const first = await databaseNow(tx);
      const started = performance.now();
      while (performance.now() - started < 5);
      return [first, await transaction(tx, databaseNow), await databaseNow(tx)];
    });
    expect(new Set(times.map((time) => time.getTime())).size).toBe(1);
    expect(await transaction(db, databaseNow)).not.toEqual(times[0]);
  });

  test("asks for its moment again when a savepoint lost the first answer", async () => {
    const lasting = await transaction(db, async (tx) => {
      const inner = transaction(tx, async (savepoint) => {
        const broken = savepoint.insert(libraryRoots).values({ libraryId: -1, path: "/nowhere" });
        await broken.catch(() => undefined);
        await databaseNow(savepoint);
      });
      await expect(inner).rejects.toThrow();
      return databaseNow(tx);
    });
    expect(lasting).toBeInstanceOf(Date);
  });

  test("takes no statement after its body ended", async () => {
    const leaked = await transaction(db, async (tx): Promise<{ tx: Tx }> => ({ tx }));
    await expect(put(leaked.tx, "late")).rejects.toMatchObject({
      cause: { message: expect.stringContaining("is over") },
    });
    expect(await stored(db, "late")).toBeUndefined();
  });
});

test("50 additions at once are all kept", async () => {
  await put(db, "counter", "0");
  await Promise.all(Array.from({ length: 50 }, () => addOne("counter")));
  expect(await stored(db, "counter")).toBe("50");
});

describe("the outer database inside a body", () => {
  test("is refused for a query", async () => {
    const misuse = transaction(db, async (tx) => {
      await put(tx, "outer.a");
      await put(db, "outer.b");
    });
    await expect(misuse).rejects.toMatchObject({ cause: { message: expect.stringContaining("Use the tx") } });
    expect([await stored(db, "outer.a"), await stored(db, "outer.b")]).toEqual([undefined, undefined]);
  });

  test("is refused for a second transaction", async () => {
    const misuse = transaction(db, () => transaction(db, async () => {}));
    await expect(misuse).rejects.toThrow("Use the tx");
  });

  test("is free again afterwards, also for work the body started and left running", async () => {
    let later: Promise<unknown> = Promise.resolve();
    await transaction(db, async (tx) => {
      await put(tx, "left");
      later = sleep(50).then(() => put(db, "later"));
    });
    await later;
    expect(await stored(db, "later")).toBe("1");
  });
});

describe("a savepoint", () => {
  test("that throws loses its own part and leaves the rest", async () => {
    await transaction(db, async (tx) => {
      await put(tx, "around");
      const inner = transaction(tx, async (nested) => {
        await put(nested, "inside");
        throw new Error("no");
      });
      await expect(inner).rejects.toThrow("no");
      await put(tx, "after");
    });
    expect(await Promise.all(["around", "inside", "after"].map((key) => stored(db, key)))).toEqual([
      "1",
      undefined,
      "1",
    ]);
  });

  test("lets a transaction go on after a refused row", async () => {
    await put(db, "exists");
    await transaction(db, async (tx) => {
      await expect(transaction(tx, async (inner) => void (await put(inner, "exists")))).rejects.toSatisfy(
        isUniqueViolation,
      );
      await put(tx, "went.on");
    });
    expect(await stored(db, "went.on")).toBe("1");
  });

  test("can hold another one", async () => {
    await transaction(db, (tx) =>
      transaction(tx, async (outer) => {
        await put(outer, "deep.a");
        await transaction(outer, async (inner) => void (await put(inner, "deep.b")));
      }),
    );
    expect(await stored(db, "deep.b")).toBe("1");
  });

  test("is refused beside another one, and nothing of either is sent after the rollback", async () => {
    let first: Promise<void> = Promise.resolve();
    const misuse = transaction(db, (tx) => {
      first = transaction(tx, async (a) => {
        await sleep(5);
        await put(a, "beside.a");
      });
      return Promise.all([first, transaction(tx, async (b) => void (await put(b, "beside.b")))]);
    });
    await expect(misuse).rejects.toThrow("one savepoint at a time");
    await expect(first).rejects.toThrow();
    expect([await stored(db, "beside.a"), await stored(db, "beside.b")]).toEqual([undefined, undefined]);
  });

  test("stops its transaction from being used while it is open", async () => {
    const misuse = transaction(db, (tx) => transaction(tx, async () => void (await put(tx, "wrong"))));
    await expect(misuse).rejects.toMatchObject({ cause: { message: expect.stringContaining("innermost") } });
    expect(await stored(db, "wrong")).toBeUndefined();
  });
});

describe("what waits for the commit", () => {
  test("runs once, after the data is there for others", async () => {
    const seen: (string | null | undefined)[] = [];
    let running: Promise<void> = Promise.resolve();
    await transaction(db, async (tx) => {
      await put(tx, "bell");
      onCommit(tx, () => {
        running = stored(db, "bell").then((value) => void seen.push(value));
      });
      expect(seen).toEqual([]);
    });
    await running;
    expect(seen).toEqual(["1"]);
  });

  test("is dropped with the transaction or the savepoint that is rolled back", async () => {
    const rung: string[] = [];
    await expect(
      transaction(db, async (tx) => {
        onCommit(tx, () => rung.push("whole"));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await transaction(db, async (tx) => {
      await transaction(tx, async (inner) => onCommit(inner, () => rung.push("kept part")));
      await transaction(tx, async (inner) => {
        onCommit(inner, () => rung.push("lost part"));
        throw new Error("no");
      }).catch(() => {});
    });
    expect(rung).toEqual(["kept part"]);
  });
});

test("a taken value is told apart from other violations, and their errors hold no values", async () => {
  const aLibrary = { name: "Secret name", path: "/unique", type: "movie" } as const;
  await db.insert(libraries).values(aLibrary);
  const again = await db
    .insert(libraries)
    .values(aLibrary)
    .catch((error: unknown) => error);
  expect(isUniqueViolation(again)).toBe(true);
  expect(String(again)).not.toContain("Secret name");
  await expect(db.insert(libraryRoots).values({ libraryId: 9_999, path: "/none" })).rejects.toSatisfy(
    (error) => !isUniqueViolation(error),
  );
  const wrongState = unchecked("nowhere");
  await expect(db.insert(libraryRoots).values({ libraryId: 1, path: "/x", state: wrongState })).rejects.toSatisfy(
    (error) => !isUniqueViolation(error),
  );
});

/** A value that the types would refuse. */
function unchecked(value: string): "online" {
  const values: { state: "online" } = JSON.parse(JSON.stringify({ state: value }));
  return values.state;
}

describe("several processes on one database", () => {
  test("lose nothing", async () => {
    await put(db, "shared", "0");
    const children = await Promise.all([startChild("shared", 30, 5), startChild("shared", 30, 5)]);
    for (const child of children) child.send("go");
    const here = async () => {
      for (let done = 0; done < 60; done++) await addOne("shared");
    };
    await Promise.all([here(), ...children.map(ended)]);
    expect(await stored(db, "shared")).toBe("120");
  });

  test("wait for each other with the event loop still turning", async () => {
    await put(db, "held", "0");
    const child = await startChild("held", 1, 1_000);
    child.send("go");
    await once(child, "message");
    // Waiting inside SQLite would let the timer of 10 ms tick once or twice in that second.
    let ticks = 0;
    const beat = setInterval(() => ticks++, 10);
    await addOne("held");
    clearInterval(beat);
    expect(ticks).toBeGreaterThan(20);
    expect(await stored(db, "held")).toBe("2");
    await ended(child);
  });
});

/** A process on the same database, ready to add to a counter. */
async function startChild(key: string, times: number, holdMs: number): Promise<ChildProcess> {
  const target = targetOf(db);
  const environment = target.type === "sqlite" ? { DATA_DIR: target.dataDir } : { DATABASE_URL: target.url };
  const child = fork(new URL("./transaction.child.ts", import.meta.url), [key, String(times), String(holdMs)], {
    env: { ...process.env, ...environment },
    execArgv: [],
  });
  await once(child, "message");
  return child;
}

/** Throws when the process failed. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, "exit");
  expect(child.exitCode).toBe(0);
}
