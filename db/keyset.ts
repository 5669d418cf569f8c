import { and, asc, Column, desc, is, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";

/** What a list is sorted by, and which way. */
export type ListSort<Field extends string> = { by: Field; descending: boolean };

/** Where a page ended: the value it was sorted by, and the row. */
export type KeysetPosition = { value: string | number | Date | null; id: number };

export type Keyset = {
  /** A column, or an expression that gives whole numbers. */
  by: Column | SQL;
  id: Column;
  /** Rows without a value come last in both directions. */
  isNullable: boolean;
  descending: boolean;
};

/** The order of the whole list. */
export function keysetOrder({ by, id, isNullable, descending }: Keyset): SQL[] {
  const direction = descending ? desc : asc;
  return [...(isNullable ? [asc(isNull(by))] : []), direction(by), direction(id)];
}

type Part = { where: SQL | undefined; order: SQL[] };

/**
 * The page behind a position, and whether there is more. `read` gets a stretch of the list and how many rows to give:
 * rows with a value, then those without one. Each stretch is a range of the (column, id) index, so no database has to
 * sort or count what was read before.
 */
export async function readKeysetPage<Row>(
  keyset: Keyset,
  { after, limit }: { after: KeysetPosition | undefined; limit: number },
  read: (part: Part, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; hasMore: boolean }> {
  const found: Row[] = [];
  for (const part of partsAfter(keyset, after)) {
    const missing = limit + 1 - found.length;
    if (missing <= 0) break;
    found.push(...(await read(part, missing)));
  }
  return { rows: found.slice(0, limit), hasMore: found.length > limit };
}

function partsAfter({ by, id, isNullable, descending }: Keyset, after: KeysetPosition | undefined): Part[] {
  const direction = descending ? desc : asc;
  const than = sql.raw(descending ? "<" : ">");
  const valued: Part = {
    where: and(
      isNullable ? isNotNull(by) : undefined,
      after && after.value !== null
        ? sql`(${by}, ${id}) ${than} (${paramFor(by, after.value)}, ${after.id})`
        : undefined,
    ),
    order: [direction(by), direction(id)],
  };
  if (!isNullable) return [valued];
  const empty: Part = {
    where: and(isNull(by), after && after.value === null ? sql`${id} ${than} ${after.id}` : undefined),
    order: [direction(id)],
  };
  return after?.value === null ? [empty] : [valued, empty];
}

const paramFor = (by: Column | SQL, value: string | number | Date): SQL =>
  is(by, Column) ? sql`${sql.param(value, by)}` : sql`cast(${value} as integer)`;

/** The cursor behind a row, as text for addresses. */
export function writeCursor({ by, descending }: ListSort<string>, { value, id }: KeysetPosition): string {
  return Buffer.from(JSON.stringify([by, descending, value, id])).toString("base64url");
}

/** Throws AppError invalid for a cursor that is not one of this order. `value` says what such a list is sorted by. */
export function readCursor(
  cursor: string,
  { by, descending }: ListSort<string>,
  value: z.ZodType<KeysetPosition["value"]>,
): KeysetPosition {
  const written = z.tuple([z.literal(by), z.literal(descending), value, z.int().positive()]);
  const parsed = written.safeParse(decode(cursor));
  if (!parsed.success) {
    throw new AppError("invalid", "This place in the list is not known. Load the list from its beginning.", {
      field: "cursor",
    });
  }
  return { value: parsed.data[2], id: parsed.data[3] };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    // Not ours: refused like any other foreign cursor.
    return undefined;
  }
}

/** What values of a list's order look like in a cursor. */
export const cursorValues = {
  text: z.string().max(4096),
  whole: z.int(),
  number: z.number(),
  instant: z.iso.datetime().transform((at) => new Date(at)),
} as const;
