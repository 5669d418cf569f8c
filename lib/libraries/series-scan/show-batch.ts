import { capName } from "#lib/cap-name.ts";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import type { EpisodeSlot } from "#lib/files/episode-slots.ts";
import type { NfoEntity, NfoKept } from "#lib/files/nfo/types.ts";
import type { ReadFolders, ScanContext } from "../scan-context.ts";
import type { KnownShow } from "./known-series.ts";
import type { EpisodeMatch } from "./match-show.ts";
import type { ReadShowNfo, ShowNfos } from "./read-show-nfos.ts";

/** What a batch of shows is written for. `isThere`: whether a path was seen by the walk, or cannot be known. */
export type ShowContext = ScanContext & {
  isThere: (path: string) => boolean;
  /** Series with an NFO that changed since it was published. Filled while a batch is written. */
  changedOutside?: Set<number>;
};

/** A show as it was found, with the row it is and what its NFO files say. */
export type FoundShow = {
  show: ClassifiedShow;
  /** Null: seen for the first time. */
  known: KnownShow | null;
  /** A row that gives its folder and episodes back to this one, and goes. */
  replaced: KnownShow | null;
  episodes: EpisodeMatch[];
  nfos: ShowNfos;
};

/** Some shows and the folders they were read from: written together or not at all. */
export type ShowBatch = ReadFolders & { shows: FoundShow[] };

/** A found show with its row. */
export type SavedShow = FoundShow & { seriesId: number; isNew: boolean };

/** One entity of an NFO file, with the file. */
export type EntityNfo = { nfo: ReadShowNfo; entity: NfoEntity | null; kept: NfoKept | null };

/** What the NFO beside an episode says of it: the root of its numbers, else the one at its place in the file. */
export function nfoOfSlot({ nfos }: FoundShow, slot: EpisodeSlot): EntityNfo | undefined {
  const { main, seasonNumber, episodeNumber } = slot;
  const nfo = nfos.get(main.nfos[0]?.path ?? "");
  if (!nfo) return undefined;
  const { entities, kept } = nfo.document;
  const byNumber = entities.findIndex((entity) => entity.season === seasonNumber && entity.episode === episodeNumber);
  const place = main.episodeNumbers.indexOf(episodeNumber);
  const isNumbered = entities.some((entity) => main.episodeNumbers.includes(entity.episode ?? -1));
  const at = byNumber >= 0 ? byNumber : isNumbered && main.episodeNumbers.length > 1 ? -1 : place;
  return { nfo, entity: entities[at] ?? null, kept: kept[at] ?? null };
}

/** What a file with one root says: tvshow.nfo or season.nfo. */
export function nfoAt({ nfos }: FoundShow, path: string | undefined): EntityNfo | undefined {
  const nfo = nfos.get(path ?? "");
  return nfo && { nfo, entity: nfo.document.entities[0] ?? null, kept: nfo.document.kept[0] ?? null };
}

/** What tvshow.nfo calls a season. */
export function nameInShowNfo(item: FoundShow, seasonNumber: number): string | undefined {
  const show = nfoAt(item, item.show.nfo?.path)?.entity;
  const season = show?.namedSeasons.find(({ number, name }) => number === seasonNumber && name.trim() !== "");
  return season && capName(season.name);
}
