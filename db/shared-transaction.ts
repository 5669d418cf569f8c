import { type Db, handleOf, type Tx } from "./handle.ts";
import { transaction } from "./transaction.ts";

type Waiter = { run(tx: Tx): Promise<void>; settle(): void; reject(error: unknown): void };
type Line = { waiting: Waiter[]; running: number };

/** Transactions of one process at a time, and bodies in each. More would only wait for each other's rows. */
const atOnce = 2;
const together = 8;

const lines = new WeakMap<object, Line>();

/**
 * transaction() for bodies of which a process has many at a time, and which have nothing to do with each other. On
 * PostgreSQL those that wait share the next transaction: the server gets their statements in one go, and none of them waits
 * for rows of another. A body that fails costs the others nothing, for each is then run by itself. So a body may run more
 * than once, as in transaction(), and it takes no savepoint. SQLite answers each statement at once: nothing is shared.
 */
export async function sharedTransaction<T>(db: Db, body: (tx: Tx) => Promise<T>): Promise<T> {
  const handle = handleOf(db);
  if (handle.kind === "sqlite" || handle.scope) return transaction(db, body);
  const line = lines.get(handle.origin) ?? { waiting: [], running: 0 };
  lines.set(handle.origin, line);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let result: { value: T } | undefined;
  line.waiting.push({
    run: async (tx) => {
      result = { value: await body(tx) };
    },
    settle: () => (result ? resolve(result.value) : reject(new Error("The body of a transaction did not run."))),
    reject,
  });
  void work(db, line);
  return promise;
}

async function work(db: Db, line: Line): Promise<void> {
  if (line.running >= atOnce) return;
  line.running += 1;
  while (line.waiting.length > 0) {
    const waiters = line.waiting.splice(0, together);
    try {
      await runTogether(db, waiters);
      for (const waiter of waiters) waiter.settle();
    } catch (error) {
      if (waiters.length === 1) waiters[0]?.reject(error);
      else for (const waiter of waiters) await runTogether(db, [waiter]).then(waiter.settle, waiter.reject);
    }
  }
  line.running -= 1;
}

async function runTogether(db: Db, waiters: readonly Waiter[]): Promise<void> {
  await transaction(db, async (tx) => {
    // All are over before the transaction ends, also when one of them failed.
    const ended = await Promise.allSettled(waiters.map(({ run }) => run(tx)));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  });
}
