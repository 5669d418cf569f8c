import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
  type ExtraConfigColumn,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** Text compared byte by byte, so that both engines sort it alike. */
const collatedText = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });

/** The column kit on PostgreSQL. Its types are the ones every query is checked against, on both engines. */
export const postgresKit = {
  table: pgTable,
  /** Primary key, counted up by the database. */
  id: () => integer("id").primaryKey().generatedByDefaultAsIdentity(),
  int: (name: string) => integer(name),
  text: (name: string) => text(name),
  /** A folded text that lists are sorted and paged by. */
  sortText: (name: string) => collatedText(name),
  bool: (name: string) => boolean(name),
  float: (name: string) => doublePrecision(name),
  /** A whole number of up to 2^53: bytes, money, votes. */
  bytes: (name: string) => bigint(name, { mode: "number" }),
  /** A calendar date as YYYY-MM-DD. */
  day: (name: string) => date(name, { mode: "string" }),
  /** A moment in UTC with milliseconds; a Date in TypeScript. */
  instant: (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" }),
  json: <T>(name: string) => jsonb(name).$type<T>(),
  /** The database's own clock, for column defaults and for comparisons that must not trust a worker's clock. */
  now: () => sql<Date>`now()`,
  desc: (column: ExtraConfigColumn) => column.desc(),
  index,
  uniqueIndex,
  check,
  primaryKey,
  foreignKey,
};

export type Kit = typeof postgresKit;
