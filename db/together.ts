import type { Tx } from "./handle.ts";

type Gathering = { items: unknown[]; answers: Promise<readonly unknown[]> };

/** What is being gathered in each transaction, by key. */
const gatherings = new WeakMap<Tx, Map<string, Gathering>>();

/**
 * Answers items that several bodies of one transaction ask about at the same time by one call of `many`: those that are
 * given with the same key before the event loop has its next turn. `many` gives a result for each item, in their order;
 * its error is everybody's. The key has to name the question with all that is the same for its items, because the first
 * one's `many` answers for all. For bodies of sharedTransaction(): alone in its transaction an item is answered by itself.
 */
export async function together<I, R>(
  tx: Tx,
  key: string,
  item: I,
  many: (items: I[]) => Promise<readonly R[]>,
): Promise<R> {
  const open = gatherings.get(tx) ?? new Map<string, Gathering>();
  gatherings.set(tx, open);
  const gathering = open.get(key) ?? gather(open, key, many);
  const index = gathering.items.push(item) - 1;
  const answers = await gathering.answers;
  return answers[index] as R;
}

function gather<I, R>(
  open: Map<string, Gathering>,
  key: string,
  many: (items: I[]) => Promise<readonly R[]>,
): Gathering {
  const items: I[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<readonly unknown[]>();
  const gathering: Gathering = { items, answers: promise };
  open.set(key, gathering);
  // Answers that came from the database in one go are all told by then, so whoever goes on from them asks here too.
  setImmediate(() => {
    open.delete(key);
    answer(items, key, many).then(resolve, reject);
  });
  return gathering;
}

async function answer<I, R>(items: I[], key: string, many: (items: I[]) => Promise<readonly R[]>) {
  const answers = await many(items);
  if (answers.length !== items.length) {
    throw new Error(`${items.length} items were asked together as "${key}", and ${answers.length} were answered.`);
  }
  return answers;
}
