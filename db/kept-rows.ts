import { type Column, getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";

/** Rows as a JSON column keeps them, so that they can be written again as they were. */
export type KeptRows = Record<string, unknown>[];

export const keptRowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Rows of a table in the shape a JSON column gives back: moments as text. */
export const keepRows = (rows: readonly Record<string, unknown>[]): KeptRows =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
    ),
  );

/**
 * The rows that were kept, ready to be inserted with their ids. Columns the table has no more are left out; what a
 * column made since has by default is filled in.
 */
export function readKeptRows<T extends PgTable>(table: T, kept: KeptRows): T["$inferInsert"][] {
  const columns: Record<string, Column> = getTableColumns(table);
  return kept.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([key, value]) => {
          const column = columns[key];
          if (column === undefined) return [];
          return [
            [key, column.getSQLType().startsWith("timestamp") && typeof value === "string" ? new Date(value) : value],
          ];
        }),
      ) as T["$inferInsert"],
  );
}
