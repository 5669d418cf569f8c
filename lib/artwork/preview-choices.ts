import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { collections, episodes, libraries, movies, seasons, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { Candidate } from "./candidate-rows.ts";
import { listLibraryOwners, type OwnerCursor } from "./library-owners.ts";
import type { ChoosingOwner } from "./owners.ts";
import { type ChoicePlan, type ChoiceScope, planChoices } from "./plan-choices.ts";
import type { LibraryArtwork } from "./settings.ts";
import type { ArtworkType } from "./vocabulary.ts";

type Kind = ChoosingOwner["entityType"];

/** A picture for a page: no path of the server and no address of a provider. */
export type PreviewPicture = {
  candidateId: number;
  /** Of the cached picture; null: it would be downloaded. */
  hash: string | null;
  thumbhash: string | null;
  width: number | null;
  height: number | null;
};

/** A type of an owner that would show other pictures. */
export type PreviewChange = {
  entityType: Kind;
  entityId: number;
  title: string;
  type: ArtworkType;
  before: PreviewPicture[];
  after: PreviewPicture[];
};

/** As many are shown of a page; the others are counted. */
const examplesPerPage = 12;

export type ChoicePreview = {
  /** How many owners would show other pictures, by type. */
  counts: Partial<Record<ArtworkType, number>>;
  /** Pictures that would be downloaded for it. */
  downloads: number;
  /** Types that would be others and are left alone, because a person locked them. */
  locked: number;
  examples: PreviewChange[];
};

/** What choosing the best artwork of these films would change. Nothing is downloaded and nothing written. */
export async function previewFilmChoices(
  db: Db,
  { movieIds, ...scope }: { movieIds: readonly number[] } & ChoiceScope,
): Promise<ChoicePreview> {
  const films = await inChunks(movieIds, (chunk) =>
    db
      .select({
        entityId: movies.id,
        originalLanguage: movies.originalLanguage,
        libraryId: movies.libraryId,
      })
      .from(movies)
      .where(inArray(movies.id, chunk))
      .orderBy(movies.id),
  );
  const { id, artwork, language, existing } = libraries;
  const libraryIds = [...new Set(films.map(({ libraryId }) => libraryId))];
  const rows = await db.select({ id, artwork, language, existing }).from(libraries).where(inArray(id, libraryIds));
  const all: ChoicePlan = { changes: [], rescored: [], locked: 0 };
  for (const { id: libraryId, ...library } of rows) {
    const owners = films.filter((film) => film.libraryId === libraryId);
    const { changes, locked } = await planChoices(db, { entityType: "movie", library, owners, ...scope });
    all.changes.push(...changes);
    all.locked += locked;
  }
  return summarize(db, "movie", all);
}

/** What other settings would change of a library, page by page. `next` null: that was all. */
export async function previewLibraryChoices(
  db: Db,
  params: { libraryId: number; artwork: LibraryArtwork; after: OwnerCursor | null; limit: number },
): Promise<ChoicePreview & { owners: number; next: OwnerCursor | null }> {
  const { artwork, ...page } = params;
  const { next, ...stored } = await listLibraryOwners(db, page);
  const of = { ...stored, library: { ...stored.library, artwork: { ...stored.library.artwork, ...artwork } } };
  const plan = await planChoices(db, { ...of, types: null, onlyMissing: false });
  return { ...(await summarize(db, of.entityType, plan)), owners: of.owners.length, next };
}

async function summarize(db: Db, entityType: Kind, { changes, locked }: ChoicePlan): Promise<ChoicePreview> {
  const shown = changes.slice(0, examplesPerPage);
  const ids = [...new Set(shown.map(({ entityId }) => entityId))];
  const titles = new Map((await titlesOf[entityType](db, ids)).map(({ id, title }) => [id, title]));
  const counts: ChoicePreview["counts"] = {};
  for (const { type } of changes) counts[type] = (counts[type] ?? 0) + 1;
  const downloads = changes.flatMap(({ after }) => after).filter(({ cached }) => cached === null).length;
  const examples = shown.map(({ entityId, type, before, after }) => ({
    entityType,
    entityId,
    title: titles.get(entityId) ?? "",
    type,
    before: before.map(pictureOf),
    after: after.map(pictureOf),
  }));
  return { counts, downloads, locked, examples };
}

const pictureOf = ({ id, cached, width, height }: Candidate): PreviewPicture => ({
  candidateId: id,
  hash: cached?.fileHash ?? null,
  thumbhash: cached?.thumbhash ?? null,
  width: cached?.width ?? width,
  height: cached?.height ?? height,
});

type Titles = PromiseLike<{ id: number; title: string }[]>;

const titlesOf: Record<Kind, (db: Db, ids: number[]) => Titles> = {
  movie: (db, ids) =>
    inChunks(ids, (chunk) =>
      db.select({ id: movies.id, title: movies.title }).from(movies).where(inArray(movies.id, chunk)),
    ),
  collection: (db, ids) =>
    inChunks(ids, (chunk) =>
      db
        .select({ id: collections.id, title: collections.name })
        .from(collections)
        .where(inArray(collections.id, chunk)),
    ),
  series: (db, ids) =>
    inChunks(ids, (chunk) =>
      db.select({ id: series.id, title: series.title }).from(series).where(inArray(series.id, chunk)),
    ),
  season: (db, ids) =>
    inChunks(ids, async (chunk) => {
      const rows = await db
        .select({ id: seasons.id, show: series.title, number: seasons.seasonNumber })
        .from(seasons)
        .innerJoin(series, eq(series.id, seasons.seriesId))
        .where(inArray(seasons.id, chunk));
      return rows.map(({ id, show: name, number }) => ({ id, title: `${name}, season ${number}` }));
    }),
  episode: (db, ids) =>
    inChunks(ids, async (chunk) => {
      const { id, seasonNumber, episodeNumber } = episodes;
      const rows = await db
        .select({ id, show: series.title, seasonNumber, episodeNumber })
        .from(episodes)
        .innerJoin(series, eq(series.id, episodes.seriesId))
        .where(inArray(id, chunk));
      return rows.map((row) => ({ id: row.id, title: `${row.show} ${row.seasonNumber}×${row.episodeNumber}` }));
    }),
};
