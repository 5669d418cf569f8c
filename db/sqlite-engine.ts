import { setImmediate as nextTick, setTimeout as sleep } from "node:timers/promises";
import { assertOutside, inScope, type Scope, type Scopes } from "./scope.ts";
import { timed } from "./slow-statements.ts";

/** The part of better-sqlite3 that is used here; only db/sqlite-connection.ts imports the package itself. */
export type NativeStatement = {
  readonly reader: boolean;
  readonly readonly: boolean;
  raw(on: boolean): unknown;
  run(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
};
export type NativeConnection = {
  readonly inTransaction: boolean;
  prepare(text: string): NativeStatement;
  close(): unknown;
};

export type RowShape = "arrays" | "objects";

/** How long a write waits for another process before it gives up. */
const busyLimitMs = 10_000;
/** A process that writes without a pause lets others in this often, for this long. */
const streakMs = 50;
const gapMs = 2;
const statementLimit = 500;

const isBusyCode = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("SQLITE_BUSY");

/** Tries again after a short random wait while another process holds the file. The event loop stays free. */
async function whenFree<T>(run: () => T): Promise<T> {
  const giveUpAt = performance.now() + busyLimitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return run();
    } catch (error) {
      if (!isBusyCode(error) || performance.now() > giveUpAt) throw error;
      await sleep(Math.random() * Math.min(2 * attempt, 20));
    }
  }
}

/** better-sqlite3 takes numbers, text, blobs and null only; what PostgreSQL refuses is refused here too. */
export function toNative(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      if (value.includes("\0")) throw new Error("A text with a NUL character cannot be stored.");
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "undefined":
      throw new Error("A query parameter is undefined. Pass null for an empty value.");
    default:
      return value instanceof Date ? value.toISOString() : value;
  }
}

/** Prepared statements of one connection, the least recently used dropped first. */
function statementCache(connection: NativeConnection) {
  const statements = new Map<string, NativeStatement>();
  return (text: string): NativeStatement => {
    const known = statements.get(text);
    const statement = known ?? connection.prepare(text);
    if (known) statements.delete(text);
    statements.set(text, statement);
    if (statements.size > statementLimit) {
      const [oldest] = statements.keys();
      if (oldest !== undefined) statements.delete(oldest);
    }
    return statement;
  };
}

/** First come, first served. Resolves to the function that lets the next one in. */
function createMutex() {
  let tail: Promise<void> = Promise.resolve();
  return async (): Promise<() => void> => {
    const before = tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    tail = promise;
    await before;
    return resolve;
  };
}

export type SqliteEngine = ReturnType<typeof createSqliteEngine>;

/**
 * One writer behind a mutex and one reader for statements outside a transaction.
 * Both need busy_timeout 0: SQLite's own waiting stops the event loop.
 */
export function createSqliteEngine(writer: NativeConnection, reader: NativeConnection, scopes: Scopes) {
  const prepareWrite = statementCache(writer);
  const prepareRead = statementCache(reader);
  const lock = createMutex();
  let streakStartedAt = 0;
  let releasedAt = 0;

  async function lockWriter(): Promise<() => void> {
    const release = await lock();
    const now = performance.now();
    if (now - releasedAt > 1) streakStartedAt = now;
    else if (now - streakStartedAt > streakMs) {
      // Other processes only look every few milliseconds: without a gap they could wait until they give up.
      await sleep(gapMs);
      streakStartedAt = performance.now();
    }
    // Statements keep the event loop to themselves. Timers and answers have their turn between two transactions.
    else if (now - releasedAt < 1) await nextTick();
    return () => {
      releasedAt = performance.now();
      release();
    };
  }

  function step(statement: NativeStatement, text: string, params: unknown[], shape: RowShape): unknown[] {
    const native = params.map(toNative);
    return timed(text, () => {
      if (!statement.reader) {
        statement.run(...native);
        return [];
      }
      statement.raw(shape === "arrays");
      return statement.all(...native);
    });
  }

  return {
    /** Outside a transaction: reads on the reader, everything else alone on the writer. */
    async query(text: string, params: unknown[], shape: RowShape): Promise<unknown[]> {
      assertOutside(scopes);
      const read = await whenFree(() => prepareRead(text));
      if (read.readonly) return whenFree(() => step(read, text, params, shape));
      const release = await lockWriter();
      try {
        return await whenFree(() => step(prepareWrite(text), text, params, shape));
      } finally {
        release();
      }
    },
    /** Inside a transaction or savepoint. */
    queryIn: (scope: Scope, text: string, params: unknown[], shape: RowShape): Promise<unknown[]> =>
      inScope(scope, () => step(prepareWrite(text), text, params, shape)),
    /** Inside a transaction, straight on the writer: for bulk work that prepares once and runs often. */
    nativeIn: <T>(scope: Scope, work: (prepare: (text: string) => NativeStatement) => T): Promise<T> =>
      inScope(scope, () => work(prepareWrite)),
    /** Savepoint commands, which run whatever the state of the scope. */
    control: (text: string): void => {
      prepareWrite(text).run();
    },
    /** BEGIN IMMEDIATE … COMMIT around the work, with the writer to itself. */
    async transaction<T>(work: () => Promise<T>): Promise<T> {
      const release = await lockWriter();
      try {
        await whenFree(() => prepareWrite("BEGIN IMMEDIATE").run());
        try {
          const result = await work();
          await whenFree(() => prepareWrite("COMMIT").run());
          return result;
        } finally {
          // Some errors, such as a full disk, have rolled back already.
          if (writer.inTransaction) prepareWrite("ROLLBACK").run();
        }
      } finally {
        release();
      }
    },
    async close(): Promise<void> {
      const release = await lock();
      reader.close();
      writer.close();
      release();
    },
  };
}
