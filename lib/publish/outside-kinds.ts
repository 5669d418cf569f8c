import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { findCollection } from "#lib/collections/find-collection.ts";
import { collectionKind } from "#lib/collections/kind.ts";
import { collectionEditSchema } from "#lib/collections/vocabulary.ts";
import type { EntityKind } from "#lib/editing/kind.ts";
import type { NfoEntity, NfoKind } from "#lib/files/nfo/types.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { readMovieValues } from "#lib/movies/read-nfo.ts";
import { movieEditSchema } from "#lib/movies/vocabulary.ts";
import { episodeEditSchema, seasonEditSchema, seriesEditSchema } from "#lib/series/edit-vocabulary.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { readEpisodeValues, readSeasonValues, readSeriesValues } from "#lib/series/read-nfo.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import type { NfoRecord } from "./facts.ts";

/** How what an NFO says of one kind of entity becomes an edit of it. */
type OutsideKind = {
  kind: EntityKind;
  nfoKind: NfoKind;
  /** Values under the names of the fields; what the NFO leaves out is absent. */
  read(entity: NfoEntity, region: string): Readonly<Record<string, unknown>>;
  /** What a person may save of it by hand. */
  edit: z.ZodType<Record<string, unknown>>;
  /** Whether another of the kind has this value, which only one may have. */
  isTaken?(db: Db, change: { entityId: number; field: string; value: unknown }): Promise<boolean>;
};

const present = (names: readonly string[]) => (names.length > 0 ? names : undefined);

const kinds: Readonly<Record<NfoRecord["entityType"], OutsideKind>> = {
  collection: {
    kind: collectionKind,
    nfoKind: "set",
    read: ({ title, plot }) => ({ ...(title && { name: title }), ...(plot && { overview: plot }) }),
    edit: collectionEditSchema,
    async isTaken(db, { entityId, field, value }) {
      if (field !== "name" || typeof value !== "string") return false;
      const holder = await findCollection(db, { tmdbId: null, name: value });
      return holder !== undefined && holder.id !== entityId;
    },
  },
  movie: { kind: movieKind, nfoKind: "movie", read: readMovieValues, edit: movieEditSchema },
  series: { kind: seriesKind, nfoKind: "tvshow", read: readSeriesValues, edit: seriesEditSchema },
  season: { kind: seasonKind, nfoKind: "season", read: readSeasonValues, edit: seasonEditSchema },
  episode: {
    kind: episodeKind,
    nfoKind: "episode",
    read: (entity) => ({
      ...readEpisodeValues(entity),
      ...(present(entity.directors) && { directors: entity.directors }),
      ...(present(entity.writers) && { writers: entity.writers }),
    }),
    edit: episodeEditSchema,
  },
};

export const outsideKindOf = (entityType: NfoRecord["entityType"]): OutsideKind => kinds[entityType];
