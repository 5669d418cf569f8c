import { assertOutside, assertUsable, type Scope, type Scopes } from "./scope.ts";
import { reportDuration } from "./slow-statements.ts";

/** The part of a postgres.js query that drizzle and this folder use: lazy, and its rows as arrays on request. */
export type NativeQuery = Promise<unknown[]> & { values(): NativeQuery };
export type NativeSql = {
  unsafe(text: string, params?: unknown[], options?: { prepare?: boolean }): NativeQuery;
};
export type TransactionSql = NativeSql & { savepoint<T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> };
type Codec = (value: unknown) => unknown;
export type PostgresOptions = { parsers: Record<string, Codec>; serializers: Record<string, Codec> };
export type PostgresClient = NativeSql & {
  readonly options: PostgresOptions;
  begin<T>(options: string, work: (sql: TransactionSql) => Promise<T>): Promise<T>;
  end(options: { timeout: number }): Promise<void>;
};

const oid = { int8: 20, json: 114, date: 1082, numeric: 1700, timestamptz: 1184, jsonb: 3802 };

/** `2026-11-23 02:00:00.12+00` as the same text that SQLite stores. The session's time zone is UTC. */
function toIsoText(value: unknown): unknown {
  const text = String(value);
  if (!text.endsWith("+00") || text[10] !== " ") return text;
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, "0")}Z`;
}

/**
 * Makes raw values look as they do on SQLite: counts and sums are numbers, JSON is text for the column to parse,
 * moments are ISO text, days stay text. Replaces what drizzle would set: it is given options of its own to change.
 */
export function setCodecs({ parsers, serializers }: PostgresOptions): void {
  parsers[oid.int8] = Number;
  parsers[oid.numeric] = Number;
  for (const type of [oid.json, oid.jsonb, oid.date]) {
    parsers[type] = (value) => value;
    serializers[type] = (value) => value;
  }
  parsers[oid.timestamptz] = toIsoText;
  serializers[oid.timestamptz] = (value) => (value instanceof Date ? value.toISOString() : value);
}

/** From this use on a statement is prepared: the server then reads it once, and it takes one round trip instead of two. */
const preparedFromUse = 3;
/** Prepared statements take memory of the server, in every connection. Lists of ids make a text for each length. */
const preparedLimit = 400;
/** Texts whose uses are counted. Beyond it the counting begins anew; what is prepared stays so. */
const countedLimit = 2_000;
const uses = new Map<string, number>();
const often = new Set<string>();

/** Whether a statement comes so often that it is worth preparing. Of its own accord the query builder prepares none. */
function isOften(text: string): boolean {
  if (often.has(text)) return true;
  if (often.size >= preparedLimit) return false;
  if (uses.size >= countedLimit) uses.clear();
  const count = (uses.get(text) ?? 0) + 1;
  uses.set(text, count);
  if (count < preparedFromUse) return false;
  uses.delete(text);
  often.add(text);
  return true;
}

/** Starts a statement, tells its duration, and empties the parameters of a failed one: drizzle prints them in its error. */
function observed(
  sql: NativeSql,
  text: string,
  params: unknown[] = [],
  options: { prepare?: boolean } = {},
  onError: (error: unknown) => void = () => {},
): NativeQuery {
  const startedAt = performance.now();
  const query = sql.unsafe(text, params, { ...options, prepare: options.prepare === true || isOften(text) });
  query.then(
    () => reportDuration(text, startedAt),
    (error: unknown) => {
      params.length = 0;
      onError(error);
    },
  );
  return query;
}

/** What drizzle takes for the pool: every statement outside a transaction passes the guard. */
export function outerSql(client: PostgresClient, scopes: Scopes): NativeSql {
  return {
    unsafe(text, params, options) {
      assertOutside(scopes);
      return observed(client, text, params, options);
    },
  };
}

/** What drizzle takes for the connection of one transaction or savepoint. */
export function scopedSql(sql: NativeSql, scope: Scope): NativeSql {
  return {
    unsafe(text, params, options) {
      assertUsable(scope);
      return observed(sql, text, params, options, (error) => {
        scope.failure ??= { error };
      });
    },
  };
}
