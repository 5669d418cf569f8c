import { sql } from "drizzle-orm";
import { env } from "#lib/env.ts";
import { type Kit, postgresKit } from "./postgres.ts";
import { sqliteKit } from "./sqlite.ts";

export const dialect = env.DB_TYPE;

/**
 * The column kit of the engine this process runs on.
 * Typed as PostgreSQL: every query then has to be awaited, which is right on both. The suite runs on both engines
 * because this cast promises more than the compiler can see.
 */
export const kit: Kit = dialect === "postgres" ? postgresKit : (sqliteKit as unknown as Kit);

const quoted = (values: readonly string[]) => values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");

/** `column IN ('a', 'b')` as a named check. A null passes, as SQL has it. */
export function oneOf(table: string, column: string, values: readonly string[]) {
  return kit.check(`${table}_${column}_check`, sql.raw(`"${column}" in (${quoted(values)})`));
}

/** Exactly one of two columns is set. */
export function eitherOr(table: string, one: string, other: string) {
  return kit.check(`${table}_owner_check`, sql.raw(`("${one}" is not null) != ("${other}" is not null)`));
}

/** created_at and updated_at, both now by default. */
export const createdAt = () => kit.instant("created_at").notNull().default(kit.now());
export const updatedAt = () => kit.instant("updated_at").notNull().default(kit.now());

/** A flag that is off unless set. */
export const flag = (name: string) => kit.bool(name).notNull().default(false);
