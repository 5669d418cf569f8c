import { Column, getTableColumns, is, SQL } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";

export type Row = Record<string, unknown>;

/** One column of a bulk statement, with the way of a value to and from the driver. */
export type BulkColumn = {
  key: string;
  /** Quoted for SQL. */
  name: string;
  /** The column's type in SQL, without its collation. */
  type: string;
  encode(value: unknown): unknown;
  decode(value: unknown): unknown;
  /** SQL that takes the place of null, for a column whose default the database works out. */
  fallback: string | undefined;
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// Defaults such as now() hold no parameters and no names, so one dialect writes them for both engines.
const printer = new PgDialect();

/** Throws for a key that is no column of the table. */
export function bulkColumn(table: PgTable, key: string): BulkColumn {
  const column = (getTableColumns(table) as Record<string, Column>)[key];
  if (!column) throw new Error(`This table has no column ${key}.`);
  const isPlain = column.mapToDriverValue === Column.prototype.mapToDriverValue;
  return {
    key,
    name: quoted(column.name),
    type: column.getSQLType().replace(/ COLLATE .*/, ""),
    encode(value) {
      // Runs for every value of every row: the common cases come first.
      if (value === null || (isPlain && typeof value !== "object")) return value;
      if (is(value, SQL)) throw new Error(`Bulk statements take values, not SQL, for ${key}.`);
      return column.mapToDriverValue(value);
    },
    decode: (value) => (value === null ? null : column.mapFromDriverValue(value)),
    fallback: undefined,
  };
}

/** The columns that any row sets. Where a row leaves one out, the column's default stands in. */
export function insertedColumns(table: PgTable, rows: readonly Row[]): BulkColumn[] {
  return Object.entries(getTableColumns(table) as Record<string, Column>).flatMap(([key, column]) => {
    if (column.defaultFn) return [withDefault(bulkColumn(table, key), column.defaultFn)];
    if (!rows.some((row) => row[key] !== undefined)) return [];
    const plain = bulkColumn(table, key);
    return rows.some((row) => row[key] === undefined) ? [withColumnDefault(plain, column)] : [plain];
  });
}

function withDefault(plain: BulkColumn, value: () => unknown): BulkColumn {
  return { ...plain, encode: (given) => plain.encode(given === undefined ? value() : given) };
}

function withColumnDefault(plain: BulkColumn, column: Column): BulkColumn {
  const initial: unknown = column.default;
  if (is(initial, SQL) && column.notNull) {
    return { ...withDefault(plain, () => null), fallback: printer.sqlToQuery(initial).sql };
  }
  if (is(initial, SQL) || (initial === undefined && column.hasDefault)) {
    throw new Error(`Give ${plain.key} for every row or for none: the database chooses it.`);
  }
  return withDefault(plain, () => initial ?? null);
}

/** Each row once by these columns, the last one given: the result of writing them one after the other. */
export function lastByKey<T extends Row>(rows: readonly T[], key: readonly string[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values()];
}

/** A PostgreSQL array literal, which any element type can be read from. */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(arrayElement).join(",")}}`;
}

function arrayElement(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, "\\$&") : value}"`;
}
