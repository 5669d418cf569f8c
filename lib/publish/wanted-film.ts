import { join } from "node:path";
import type { FilmPlace } from "#lib/artwork/film-place.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import type { FilmFacts } from "./load-films.ts";
import {
  filmNfoName,
  filmPictureName,
  filmTrailerName,
  hasSetsFolder,
  setFolderNames,
  setPictureName,
} from "./names.ts";
import { nfoOfFilm, nfoOfSet } from "./nfo-film.ts";
import { withSetThumbs } from "./set-thumbs.ts";
import { kindInSetFolder, kindOfSetPicture } from "./vocabulary.ts";
import { addNfo, addPictures, addPortraits, addTrailer, type BeforeOf, noneWanted, type Wanted } from "./wanted.ts";

/** Which files should lie in the folder of a film, with which content. Pure. */
export function wantedOfFilm(facts: FilmFacts, place: FilmPlace, beforeOf: BeforeOf): Wanted {
  const { naming, movie } = facts;
  const { folder } = place;
  const wanted = noneWanted();
  const publishing = readPublishing(facts.library);
  const nfoName = filmNfoName(naming, place);
  if (nfoName !== null) {
    const entityOf = (before: Parameters<typeof nfoOfFilm>[1]) => withSetThumbs(nfoOfFilm(facts, before), facts);
    const owners = [{ entityType: "movie" as const, entityId: movie.id, entityOf }];
    addNfo(wanted, { path: join(folder, nfoName), kind: "movie", owners, beforeOf });
  }
  const { profile } = naming;
  addPictures(wanted, {
    profile,
    folder,
    pictures: facts.pictures,
    kindOf: (type) => type,
    nameOf: (picture) => filmPictureName(naming, place, picture),
  });
  if (publishing.setsFolder !== undefined && hasSetsFolder(naming)) addSetFolder(wanted, facts, beforeOf);
  else {
    addPictures(wanted, {
      profile,
      folder,
      pictures: facts.setPictures,
      kindOf: kindOfSetPicture,
      nameOf: ({ type, rank }) => (rank === 1 ? setPictureName(naming, place, type) : null),
    });
  }
  // Films that share a folder would share `.actors`, and take each other's people away.
  if (place.layout !== "flat" && publishing.people !== false) {
    addPortraits(wanted, { profile, folder, cast: facts.cast });
  }
  addTrailer(wanted, facts.trailer, { folder, name: filmTrailerName(naming, place) });
  return wanted;
}

/** The set's own folder, with the first film of it. */
function addSetFolder(
  wanted: Wanted,
  { naming, collection, setFolder, setPictures }: FilmFacts,
  beforeOf: BeforeOf,
): void {
  if (!collection || setFolder === undefined) return;
  const names = setFolderNames(naming);
  if (names.nfo !== null) {
    const entityOf = (before: Parameters<typeof nfoOfSet>[1]) => nfoOfSet(collection, before);
    const owners = [{ entityType: "collection" as const, entityId: collection.id, entityOf }];
    addNfo(wanted, { path: join(setFolder, names.nfo), kind: "set", owners, beforeOf });
  }
  addPictures(wanted, {
    profile: naming.profile,
    folder: setFolder,
    pictures: setPictures,
    kindOf: kindInSetFolder,
    nameOf: names.pictureOf,
  });
}
