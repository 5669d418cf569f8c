import { inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { countries, genres, keywords, networks, studios, tags } from "#db/schema/index.ts";

/** The lists that films and series share, by field: one row per name. */
const shared = { genres, studios, countries, tags } as const;
export type NamedList = keyof typeof shared;
/** With those that providers give and nobody edits. */
const names = { ...shared, keywords, networks } as const;
const chunkSize = 2000;

/** Names without blanks at their ends, each once. */
export const tidyNames = (values: readonly string[]): string[] => [
  ...new Set(values.map((value) => value.trim()).filter((value) => value !== "")),
];

/** Finds or makes the rows of names of one kind. */
export async function namesToIds(
  tx: Tx,
  field: keyof typeof names,
  wanted: string[],
): Promise<(name: string) => number> {
  const table = names[field];
  const known = new Map<string, number>();
  const read = async () => {
    for (let at = 0; at < wanted.length; at += chunkSize) {
      const chunk = wanted.slice(at, at + chunkSize);
      const rows = await tx.select({ id: table.id, name: table.name }).from(table).where(inArray(table.name, chunk));
      for (const row of rows) known.set(row.name, row.id);
    }
  };
  await read();
  // In one order everywhere: two transactions that make the same names then never wait for each other.
  const missing = wanted.filter((name) => !known.has(name)).toSorted();
  if (missing.length > 0) {
    await bulkInsert(
      tx,
      table,
      missing.map((name) => ({ name })),
      { onConflict: "ignore" },
    );
    await read();
  }
  return (name) => {
    const id = known.get(name);
    if (id === undefined) throw new Error(`No row for ${field} ${name}.`);
    return id;
  };
}
