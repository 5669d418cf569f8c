import { and, desc, eq, isNull, notLike } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges, movies, users } from "#db/schema/index.ts";
import { artworkFacts, isMovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { labelOfField } from "./vocabulary.ts";

/** What was changed on one film at one time by one source. */
export type RecentChange = {
  /** Id of the newest change in it. */
  changeId: number;
  movieId: number;
  title: string;
  year: number | null;
  /** Labels of the changed fields, the newest first; empty for a film that was just found. */
  fields: string[];
  /** Labels of the kinds of pictures among them. */
  pictures: string[];
  source: string;
  /** The person, if it was one. */
  username: string | null;
  changedAt: Date;
};

/** One film's metadata change together; this many rows hold at least a dozen films. */
const rowsRead = 300;

/** The latest changes of films, those made together as one. */
export async function listRecentChanges(db: Db, { limit }: { limit: number }): Promise<RecentChange[]> {
  const rows = await db
    .select({
      changeId: fieldChanges.id,
      movieId: movies.id,
      title: movies.title,
      year: movies.year,
      field: fieldChanges.field,
      source: fieldChanges.source,
      username: users.username,
      changedAt: fieldChanges.changedAt,
    })
    .from(fieldChanges)
    .innerJoin(movies, eq(movies.id, fieldChanges.entityId))
    .leftJoin(users, eq(users.id, fieldChanges.userId))
    .where(and(eq(fieldChanges.entityType, "movie"), isNull(movies.deletedAt), notLike(fieldChanges.field, "%Locked")))
    .orderBy(desc(fieldChanges.id))
    .limit(rowsRead);
  return groupChanges(rows).slice(0, limit);
}

type ChangeRow = Omit<RecentChange, "fields" | "pictures"> & { field: string };

/** Changes within this time count as made together. */
const togetherMs = 60_000;

/** Joins neighbours of one film, source and person. The field `*` is a first reading and names no field. */
function groupChanges(rows: readonly ChangeRow[]): RecentChange[] {
  const groups: RecentChange[] = [];
  for (const { field, ...row } of rows) {
    const pictures = isMovieArtworkType(field) ? [artworkFacts[field].label] : [];
    const fields = field === "*" ? [] : pictures.length > 0 ? pictures : [labelOfField(field)];
    const group = groups.find(
      (one) =>
        one.movieId === row.movieId &&
        one.source === row.source &&
        one.username === row.username &&
        one.changedAt.getTime() - row.changedAt.getTime() < togetherMs,
    );
    if (!group) {
      groups.push({ ...row, fields, pictures });
      continue;
    }
    group.fields.push(...fields.filter((label) => !group.fields.includes(label)));
    group.pictures.push(...pictures.filter((label) => !group.pictures.includes(label)));
  }
  return groups;
}
