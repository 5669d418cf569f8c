import { and, asc, eq, gt, isNull, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { movies, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { describeMovies } from "./describe-movies.ts";
import { describeSeries } from "./describe-series.ts";
import { listReviewCandidates } from "./list-candidates.ts";
import type { ReviewItem, ReviewKind, ReviewPage } from "./vocabulary.ts";

type Place = { sortKey: string; kind: ReviewKind; itemId: number };
/** Films before series of the same title. */
const kinds = ["movie", "series"] as const satisfies readonly ReviewKind[];

/** Items that wait for a person: there, and nobody could tell what they are. */
export const waiting = (table: typeof movies | typeof series): SQL | undefined =>
  and(eq(table.identificationStatus, "needs_identification"), isNull(table.missingAt), isNull(table.deletedAt));

/** The review queue by title, films and series together. Throws invalid for a place that is none. */
export async function listReviewQueue(
  db: Db,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ReviewPage> {
  const place = after === undefined ? undefined : readPlace(after);
  const found = await Promise.all(kinds.map((kind) => listPlaces(db, { kind, place, limit: limit + 1 })));
  const places = found.flat().toSorted(comparePlaces);
  const shown = places.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await describePlaces(db, shown),
    next: places.length > limit && last ? writePlace(last) : null,
  };
}

const tableOf = (kind: ReviewKind): typeof movies | typeof series => (kind === "movie" ? movies : series);

async function listPlaces(
  db: Db,
  { kind, place, limit }: { kind: ReviewKind; place: Place | undefined; limit: number },
): Promise<Place[]> {
  const table = tableOf(kind);
  const rows = await db
    .select({ sortKey: table.sortKey, itemId: table.id })
    .from(table)
    .where(and(waiting(table), place && behind(table, kind, place)))
    .orderBy(asc(table.sortKey), asc(table.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, kind }));
}

function behind(table: typeof movies | typeof series, kind: ReviewKind, place: Place): SQL | undefined {
  const [own, other] = [kinds.indexOf(kind), kinds.indexOf(place.kind)];
  const sameTitle = eq(table.sortKey, place.sortKey);
  const tied = own > other ? sameTitle : own === other ? and(sameTitle, gt(table.id, place.itemId)) : undefined;
  return or(gt(table.sortKey, place.sortKey), tied);
}

/** As both databases order sorted text: by its bytes. */
function comparePlaces(a: Place, b: Place): number {
  const byTitle = Buffer.compare(Buffer.from(a.sortKey), Buffer.from(b.sortKey));
  return byTitle || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.itemId - b.itemId;
}

async function describePlaces(db: Db, places: readonly Place[]): Promise<ReviewItem[]> {
  const idsOf = (kind: ReviewKind) => places.flatMap((place) => (place.kind === kind ? [place.itemId] : []));
  const [films, shows, candidatesOf] = await Promise.all([
    describeMovies(db, idsOf("movie")),
    describeSeries(db, idsOf("series")),
    listReviewCandidates(db, places),
  ]);
  const described = [...films, ...shows];
  return places.flatMap((place) => {
    const item = described.find(({ kind, itemId }) => kind === place.kind && itemId === place.itemId);
    return item ? [{ ...item, candidates: candidatesOf(item) }] : [];
  });
}

const placeSchema = z.tuple([z.string().max(4096), z.enum(kinds), z.int().positive()]);

const writePlace = ({ sortKey, kind, itemId }: Place): string =>
  Buffer.from(JSON.stringify([sortKey, kind, itemId])).toString("base64url");

function readPlace(text: string): Place {
  const parsed = placeSchema.safeParse(decode(text));
  if (!parsed.success)
    throw new AppError("invalid", "This place in the queue is not known. Load it from its beginning.");
  const [sortKey, kind, itemId] = parsed.data;
  return { sortKey, kind, itemId };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    // Not ours: refused like any other foreign place.
    return undefined;
  }
}
