import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ChosenPicture } from "#lib/artwork/candidate-rows.ts";
import type { FilmPlace } from "#lib/artwork/film-place.ts";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import type { NfoEntity, NfoKept } from "#lib/files/nfo/types.ts";
import { writeMovieNfo } from "#lib/files/nfo/write.ts";
import type { FilmFacts } from "./load-films.ts";
import { nfoEntityOf } from "./nfo-entity.ts";
import type { WantedFile } from "./plan.ts";
import { filmNfoName, filmPictureName, readsFormat, setPictureName, trailerName } from "./profiles.ts";
import { kindOfSetPicture, type PublishKind, type PublishPlan, profileLabels, trailerKind } from "./vocabulary.ts";

/** What the NFO of a film said before, as far as Metarr has to carry it over. */
export type NfoBefore = { entity: NfoEntity | undefined; kept: NfoKept | undefined };

export type Wanted = {
  files: WantedFile[];
  /** Null where the player reads none. */
  nfo: { path: string; text: string; bytes: Uint8Array; entity: NfoEntity; kept: NfoKept | undefined } | null;
  /** Where the bytes of a picture or trailer lie in the cache, relative to DATA_DIR, by its hash. */
  sources: Map<string, string>;
  pending: Set<PublishKind>;
  problems: PublishPlan["problems"];
};

/** Which files should lie in the folder of a film, with which content. Pure. */
export function wantedOf(facts: FilmFacts, place: FilmPlace, before: NfoBefore): Wanted {
  const { profile } = facts.library;
  const wanted: Wanted = { files: [], nfo: null, sources: new Map(), pending: new Set(), problems: [] };
  const nfoName = filmNfoName(profile, place);
  if (nfoName !== null) {
    const entity = nfoEntityOf(facts, before.entity);
    const text = writeMovieNfo(entity, { keep: before.kept });
    const bytes = new TextEncoder().encode(text);
    const path = join(place.folder, nfoName);
    wanted.nfo = { path, text, bytes, entity, kept: before.kept };
    const hash = createHash("sha256").update(bytes).digest("hex");
    wanted.files.push({ path, kind: "nfo", rank: 1, hash, sizeBytes: bytes.byteLength, cacheFileId: null });
  }
  const film = { kindOf: (type: MovieArtworkType) => type, nameOf: filmNamer(facts, place) };
  addPictures(wanted, { ...film, pictures: facts.pictures, facts, place });
  addPictures(wanted, {
    pictures: facts.setPictures,
    kindOf: kindOfSetPicture,
    nameOf: ({ type, rank }) => (rank === 1 ? setPictureName(profile, place, type) : null),
    facts,
    place,
  });
  addTrailer(wanted, facts, place);
  return wanted;
}

function addTrailer(wanted: Wanted, { trailer }: FilmFacts, place: FilmPlace): void {
  if (trailer.state === "pending") wanted.pending.add(trailerKind);
  if (trailer.state !== "ready") return;
  const { file } = trailer;
  const name = `${trailerName(place)}.${file.format}`;
  const path = join(place.folder, name);
  if (Buffer.byteLength(name) > 255) {
    wanted.problems.push({ path, message: tooLong });
    return;
  }
  const { hash, sizeBytes, cacheFileId, filePath } = file;
  wanted.sources.set(hash, filePath);
  wanted.files.push({ path, kind: trailerKind, rank: 1, hash, sizeBytes, cacheFileId });
}

const tooLong = "The name would be longer than a disk allows. Shorten the film's file name.";

const filmNamer =
  ({ library }: FilmFacts, place: FilmPlace) =>
  (picture: { type: MovieArtworkType; rank: number }) =>
    filmPictureName(library.profile, place, picture);

type Pictures = {
  facts: FilmFacts;
  place: FilmPlace;
  pictures: readonly ChosenPicture[];
  kindOf(type: MovieArtworkType): PublishKind;
  nameOf(picture: { type: MovieArtworkType; rank: number }): string | null;
};

function addPictures(wanted: Wanted, { facts, place, pictures, kindOf, nameOf }: Pictures): void {
  const { profile } = facts.library;
  const ranks = new Map<string, number>();
  for (const { type, file } of pictures) {
    const kind = kindOf(type);
    if (!file) {
      wanted.pending.add(kind);
      continue;
    }
    // Ranks are counted again: a picture that waits or cannot be published leaves no hole in the names.
    const rank = (ranks.get(type) ?? 0) + 1;
    const stem = nameOf({ type, rank });
    if (stem === null) continue;
    const path = join(place.folder, `${stem}.${file.format}`);
    if (!readsFormat(profile, file.format)) {
      const message = `${profileLabels[profile]} does not read ${file.format} everywhere. Choose another picture.`;
      wanted.problems.push({ path, message });
      continue;
    }
    if (Buffer.byteLength(stem) + file.format.length + 1 > 255) {
      wanted.problems.push({ path, message: tooLong });
      continue;
    }
    ranks.set(type, rank);
    wanted.sources.set(file.hash, file.filePath);
    wanted.files.push({
      path,
      kind,
      rank,
      hash: file.hash,
      sizeBytes: file.sizeBytes,
      cacheFileId: file.cacheFileId,
    });
  }
}
