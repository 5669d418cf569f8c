import { type Db, handleOf, type Tx } from "./handle.ts";
import { transaction } from "./transaction.ts";

type Waiter = { about: string; run(tx: Tx): Promise<void>; settle(): void; reject(error: unknown): void };
type Line = { waiting: Waiter[]; isRunning: boolean };

/**
 * Bodies in one transaction. SQLite lets nobody else write meanwhile. A process has one such transaction at a time: two
 * would only wait for each other's rows, and those that come while one runs are the more for the next.
 */
const together = { sqlite: 4, postgres: 8 } as const;

const lines = new WeakMap<object, Line>();

/**
 * transaction() for bodies of which a process has many at a time, and which have nothing to do with each other. Those that
 * wait share the next transaction: PostgreSQL gets their statements in one go, what they ask with together() is asked once
 * for all of them, and none of them waits for rows of another. A body that fails costs the others nothing, for each is then
 * run by itself. So a body may run more than once, as in transaction(), and it takes no savepoint.
 */
export async function sharedTransaction<T>(
  db: Db,
  /** What is read and written, such as one film: two bodies about the same go one after the other. */
  about: string,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  const handle = handleOf(db);
  if (handle.scope) return transaction(db, body);
  const line = lines.get(handle.origin) ?? { waiting: [], isRunning: false };
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

async function work(db: Db, line: Line, kind: keyof typeof together): Promise<void> {
  if (line.isRunning) return;
  line.isRunning = true;
  while (line.waiting.length > 0) {
    const waiters = takeNext(line, together[kind]);
    try {
      await runTogether(db, waiters);
      for (const waiter of waiters) waiter.settle();
    } catch (error) {
      if (waiters.length === 1) waiters[0]?.reject(error);
      else for (const waiter of waiters) await runTogether(db, [waiter]).then(waiter.settle, waiter.reject);
    }
  }
  line.isRunning = false;
}

/** Those that came first, but of those about the same only the first one. */
function takeNext(line: Line, limit: number): Waiter[] {
  const next = new Map<string, Waiter>();
  for (const waiter of line.waiting) {
    if (next.size < limit && !next.has(waiter.about)) next.set(waiter.about, waiter);
  }
  const taken = new Set(next.values());
  line.waiting = line.waiting.filter((waiter) => !taken.has(waiter));
  return [...taken];
}

async function runTogether(db: Db, waiters: readonly Waiter[]): Promise<void> {
  await transaction(db, async (tx) => {
    // All are over before the transaction ends, also when one of them failed.
    const ended = await Promise.allSettled(waiters.map(({ run }) => run(tx)));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  });
}
