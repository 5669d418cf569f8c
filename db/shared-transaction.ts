import { sql } from "drizzle-orm";
import { type Db, handleOf, type Tx } from "./handle.ts";
import { execute } from "./raw.ts";
import { assertOutside } from "./scope.ts";
import { transaction } from "./transaction.ts";

type Waiter = { about: string; run(tx: Tx): Promise<void>; settle(): void; reject(error: unknown): void };
type Line = {
  waiting: Waiter[];
  isRunning: boolean;
  /** What those are about that run by themselves. */
  alone: Set<string>;
};
type Kind = "sqlite" | "postgres";

/**
 * Bodies in one transaction. SQLite lets nobody else write meanwhile. A process has one such transaction at a time: two
 * would only wait for each other's rows, and those that come while one runs are the more for the next.
 */
const bodiesAtOnce = { sqlite: 4, postgres: 16 } as const;
/** So long a transaction of many waits for a row that somebody else holds. */
const lockTimeout = "1s";

const lines = new WeakMap<object, Line>();

/**
 * transaction() for bodies of which a process has many at a time, such as films whose answers are written. Those that wait
 * share the next transaction: PostgreSQL gets their statements in one go, and what they ask with together() is asked once for
 * all of them. Rows that several of them may write, such as people and sets, are written with together() alone.
 *
 * Where one fails, or a row is held by somebody else, each is run by itself, and the next ones go on: so no body costs the
 * others more than a moment. A body may run more than once, as in transaction(), and it takes no savepoint.
 */
export async function sharedTransaction<T>(
  db: Db,
  /** What is read and written, such as one film: two bodies about the same go one after the other. */
  about: string,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  const handle = handleOf(db);
  if (handle.scope) return transaction(db, body);
  assertOutside(handle.scopes);
  const line = lines.get(handle.origin) ?? { waiting: [], isRunning: false, alone: new Set() };
  lines.set(handle.origin, line);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let result: { value: T } | undefined;
  line.waiting.push({
    about,
    run: async (tx) => {
      result = { value: await body(tx) };
    },
    settle: () => (result ? resolve(result.value) : reject(new Error("The body of a transaction did not run."))),
    reject,
  });
  void work(db, line, handle.kind);
  return promise;
}

async function work(db: Db, line: Line, kind: Kind): Promise<void> {
  if (line.isRunning) return;
  line.isRunning = true;
  while (line.waiting.length > 0) {
    const waiters = takeNext(line, bodiesAtOnce[kind]);
    // What is left is about what one of those that run by themselves is about: that one goes on here when it has ended.
    if (waiters.length === 0) break;
    try {
      await runTogether(db, waiters, kind);
      for (const waiter of waiters) waiter.settle();
    } catch {
      // What went wrong is told by the one whom it concerns.
      for (const waiter of waiters) void runAlone(db, line, waiter, kind);
    }
  }
  line.isRunning = false;
}

async function runAlone(db: Db, line: Line, waiter: Waiter, kind: Kind): Promise<void> {
  line.alone.add(waiter.about);
  await transaction(db, waiter.run).then(waiter.settle, waiter.reject);
  line.alone.delete(waiter.about);
  await work(db, line, kind);
}

/** Those that came first, but of those about the same only the first one, and none while such a one runs by itself. */
function takeNext(line: Line, limit: number): Waiter[] {
  const next = new Map<string, Waiter>();
  for (const waiter of line.waiting) {
    const isAlone = line.alone.has(waiter.about);
    if (next.size < limit && !next.has(waiter.about) && !isAlone) next.set(waiter.about, waiter);
  }
  const taken = new Set(next.values());
  line.waiting = line.waiting.filter((waiter) => !taken.has(waiter));
  return [...taken];
}

async function runTogether(db: Db, waiters: readonly Waiter[], kind: Kind): Promise<void> {
  await transaction(db, async (tx) => {
    if (kind === "postgres") await execute(tx, sql.raw(`set local lock_timeout = '${lockTimeout}'`));
    // All are over before the transaction ends, also when one of them failed.
    const ended = await Promise.allSettled(waiters.map(({ run }) => run(tx)));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  });
}
