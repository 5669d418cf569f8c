import { setImmediate as nextTurn } from "node:timers/promises";
import type { Tx } from "./handle.ts";

/** Gives a result for each item, in their order. */
type Many<I, R> = (items: I[]) => Promise<readonly R[]>;
type Gathering = { items: unknown[]; answers: Promise<readonly unknown[]> };
type Asked = {
  /** What is being gathered, by key. */
  open: Map<string, Gathering>;
  /** Ends when everything that was gathered before is answered. */
  last: Promise<unknown>;
};

const askedIn = new WeakMap<Tx, Asked>();

/**
 * Answers items that several bodies of one transaction ask about at the same time by one call of `many`: those that are
 * given with the same key before the event loop has its next turn, or while calls before it run. `many` gives a result for
 * each item, in their order; its error is everybody's. The key has to name the question with all that is the same for its
 * items, because the first one's `many` answers for all.
 *
 * The calls of a transaction go one after the other, whatever their keys. So what one reads is still so when it writes, also
 * where bodies write the same rows, such as a person who is in two films. `many` itself must not wait for another together().
 *
 * For bodies of sharedTransaction(): alone in its transaction an item is answered by itself.
 */
export async function together<I, R>(tx: Tx, key: string, item: I, many: Many<I, R>): Promise<R> {
  const asked = askedIn.get(tx) ?? { open: new Map(), last: Promise.resolve() };
  askedIn.set(tx, asked);
  const gathering = asked.open.get(key) ?? gather(asked, key, many);
  const index = gathering.items.push(item) - 1;
  const answers = await gathering.answers;
  return answers[index] as R;
}

/** together() for what is only written. */
export async function writeTogether<I>(
  tx: Tx,
  key: string,
  item: I,
  many: (items: I[]) => Promise<unknown>,
): Promise<void> {
  await together(tx, key, item, async (items: I[]) => {
    await many(items);
    return items;
  });
}

function gather<I, R>(asked: Asked, key: string, many: Many<I, R>): Gathering {
  const items: I[] = [];
  // Answers that came from the database in one go are all told by the next turn, so whoever goes on from them asks here too.
  const answers = Promise.all([asked.last, nextTurn()]).then(() => {
    asked.open.delete(key);
    return answer(items, key, many);
  });
  const gathering = { items, answers };
  asked.open.set(key, gathering);
  asked.last = answers.catch(() => {});
  return gathering;
}

async function answer<I, R>(items: I[], key: string, many: Many<I, R>) {
  const answers = await many(items);
  if (answers.length !== items.length) {
    throw new Error(`${items.length} items were asked together as "${key}", and ${answers.length} were answered.`);
  }
  return answers;
}
