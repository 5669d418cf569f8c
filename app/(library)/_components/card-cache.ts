/** The most ids a route of cards takes at once. */
const batchSize = 200;
/** More requests at once would only wait in the browser. */
const requestsAtOnce = 2;
/** Scrolling asks for many cards in a row: they go out together. */
const gatherMs = 30;

export type CardCacheState = {
  /** Grows with every card that comes in. */
  version: number;
  /** Why cards that are in sight could not be loaded. */
  problem: string | undefined;
};

type Source<Card> = {
  idOf: (card: Card) => number;
  /** The cards of these ids, at most 200; those that are gone are left out. */
  load: (ids: readonly number[]) => Promise<readonly Card[]>;
};

/**
 * Films or series that the browser knows for as long as the application is open: going back to the list shows them at
 * once.
 */
export type CardCache<Card> = {
  idOf: (card: Card) => number;
  getState: () => CardCacheState;
  subscribe: (listener: () => void) => () => void;
  get: (id: number) => Card | undefined;
  /** Takes in what came with a page. */
  seed: (found: readonly Card[]) => void;
  /** Loads those that are not known. */
  need: (ids: readonly number[]) => void;
  /** Removed in Metarr: unknown, and not asked for again. */
  drop: (ids: readonly number[]) => void;
  /** Restored: asked for again like any other. */
  take: (ids: readonly number[]) => void;
  /** Loads them again: something changed them. */
  refresh: (ids: readonly number[]) => void;
};

export function createCardCache<Card>(source: Source<Card>): CardCache<Card> {
  const cards = new Map<number, Card>();
  /** Asked for and not sent yet, the latest last. */
  const wanted = new Set<number>();
  const underWay = new Set<number>();
  /** Removed since the list was made: not asked for again. */
  const gone = new Set<number>();
  const listeners = new Set<() => void>();
  let state: CardCacheState = { version: 0, problem: undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let requests = 0;

  function changed(problem: string | undefined): void {
    state = { version: state.version + 1, problem };
    for (const listener of listeners) listener();
  }

  function ask(ids: readonly number[]): void {
    if (ids.length === 0) return;
    for (const id of ids) {
      wanted.delete(id);
      wanted.add(id);
    }
    if (timer === undefined) timer = setTimeout(send, gatherMs);
  }

  function send(): void {
    timer = undefined;
    while (wanted.size > 0 && requests < requestsAtOnce) {
      // What was asked for last is what is in sight now.
      const batch = [...wanted].slice(-batchSize);
      for (const id of batch) {
        wanted.delete(id);
        underWay.add(id);
      }
      void load(batch);
    }
  }

  async function load(batch: readonly number[]): Promise<void> {
    requests += 1;
    try {
      const found = await source.load(batch);
      const foundIds = new Set(found.map(source.idOf));
      for (const card of found) cards.set(source.idOf(card), card);
      for (const id of batch) if (!foundIds.has(id)) gone.add(id);
      changed(undefined);
    } catch (error) {
      changed(error instanceof Error ? error.message : "The server did not answer.");
    } finally {
      requests -= 1;
      for (const id of batch) underWay.delete(id);
      if (wanted.size > 0 && timer === undefined) timer = setTimeout(send, gatherMs);
    }
  }

  return {
    idOf: source.idOf,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: (id) => cards.get(id),
    seed(found) {
      for (const card of found) cards.set(source.idOf(card), card);
      changed(state.problem);
    },
    need: (ids) => ask(ids.filter((id) => !cards.has(id) && !underWay.has(id) && !gone.has(id))),
    drop(ids) {
      for (const id of ids) {
        cards.delete(id);
        wanted.delete(id);
        gone.add(id);
      }
      changed(state.problem);
    },
    take(ids) {
      for (const id of ids) gone.delete(id);
      changed(state.problem);
    },
    refresh: (ids) => ask(ids.filter((id) => !gone.has(id))),
  };
}
