import { type SQLWrapper, sql } from "drizzle-orm";
import {
  check,
  customType,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** ISO-8601 UTC text with milliseconds, which sorts as time does. */
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => "timestamp",
  toDriver: (value) => value.toISOString(),
  fromDriver: (value) => new Date(value),
});

const day = customType<{ data: string; driverData: string }>({ dataType: () => "date" });

const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});

/** The same column kit on SQLite. db/dialect/index.ts presents it under the types of the PostgreSQL one. */
export const sqliteKit = {
  table: sqliteTable,
  id: () => integer("id").primaryKey({ autoIncrement: true }),
  int: (name: string) => integer(name),
  text: (name: string) => text(name),
  sortText: (name: string) => text(name),
  bool: (name: string) => integer(name, { mode: "boolean" }),
  float: (name: string) => real(name),
  bytes: (name: string) => integer(name),
  day: (name: string) => day(name),
  instant: (name: string) => instant(name),
  json: (name: string) => json(name),
  now: () => sql`(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`,
  desc: (column: SQLWrapper) => sql`${column} desc`,
  index,
  uniqueIndex,
  check,
  primaryKey,
  foreignKey,
};
