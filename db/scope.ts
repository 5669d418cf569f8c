import { AsyncLocalStorage } from "node:async_hooks";

/** One transaction or savepoint while its body runs: what may use it, and what happens once it is kept. */
export type Scope = {
  open: boolean;
  /** The savepoint inside it, while that runs. Until it ends, this scope takes no statements. */
  child: Scope | undefined;
  /** The first database error: PostgreSQL refuses all that follows it, so SQLite does too. */
  failure: { error: unknown } | undefined;
  afterCommit: (() => void)[];
  /** What time it is in the whole transaction, once somebody asked (db/clock.ts). */
  clock: { now?: Promise<Date> };
};

/** Which transaction the running code is in. One per opened database, so that two databases do not disturb each other. */
export type Scopes = AsyncLocalStorage<Scope>;

export const createScopes = (): Scopes => new AsyncLocalStorage<Scope>();

/** A fresh scope; with a parent it is the parent's one savepoint until closeScope. */
export function openScope(parent?: Scope): Scope {
  if (parent) assertUsable(parent);
  const scope: Scope = {
    open: true,
    child: undefined,
    failure: undefined,
    afterCommit: [],
    clock: parent?.clock ?? {},
  };
  if (parent) parent.child = scope;
  return scope;
}

export function closeScope(scope: Scope, parent?: Scope): void {
  scope.open = false;
  if (parent) parent.child = undefined;
}

/** Refuses the outer database inside a body: on SQLite it would wait for itself, on PostgreSQL its write would stay after a rollback. */
export function assertOutside(scopes: Scopes): void {
  if (scopes.getStore()?.open) {
    throw new Error(
      "The outer database was used inside a transaction. Use the tx that the body of transaction() gets.",
    );
  }
}

/** Refuses a transaction that is over, has failed, or waits for its savepoint. */
export function assertUsable(scope: Scope): void {
  if (!scope.open) {
    throw new Error("This transaction is over. Await every query inside the body of transaction().");
  }
  if (scope.child) {
    throw new Error(
      "A savepoint is open in this transaction. Use the tx of the innermost body, one savepoint at a time.",
    );
  }
  if (scope.failure) {
    throw new Error(
      "A statement of this transaction failed before, so nothing more runs in it. Use onConflict or a savepoint.",
      {
        cause: scope.failure.error,
      },
    );
  }
}

/** Runs one statement in the scope and remembers its error. */
export async function inScope<T>(scope: Scope, statement: () => T | Promise<T>): Promise<T> {
  assertUsable(scope);
  try {
    return await statement();
  } catch (error) {
    scope.failure ??= { error };
    throw error;
  }
}

/**
 * Runs the body of a transaction or savepoint. Its scope takes no statements afterwards.
 * Throws the error of a failed statement even when the body caught it: on PostgreSQL the work is lost by then.
 */
export async function runBody<T>(scopes: Scopes, scope: Scope, body: () => Promise<T>): Promise<T> {
  try {
    const result = await scopes.run(scope, body);
    if (scope.child)
      throw new Error("The body of a transaction ended before its savepoint did. Await the inner transaction().");
    if (scope.failure) throw scope.failure.error;
    return result;
  } finally {
    // With a savepoint that was left open: what it still sends would go out after the rollback, and stay.
    for (let inner: Scope | undefined = scope; inner; inner = inner.child) inner.open = false;
  }
}

/** Runs what waited for the commit. The data is kept by now, so an error here is reported and does not look like a failed transaction. */
export function runAfterCommit(scope: Scope): void {
  for (const run of scope.afterCommit) {
    try {
      run();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
