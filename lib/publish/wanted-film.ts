import { join } from "node:path";
import type { FilmPlace } from "#lib/artwork/film-place.ts";
import { readPublishing } from "./library-publishing.ts";
import type { FilmFacts } from "./load-films.ts";
import { filmNfoName, filmPictureName, filmTrailerName, setPictureName } from "./names.ts";
import { nfoOfFilm } from "./nfo-film.ts";
import { kindOfSetPicture } from "./vocabulary.ts";
import { addNfo, addPictures, addPortraits, addTrailer, type BeforeOf, noneWanted, type Wanted } from "./wanted.ts";

/** Which files should lie in the folder of a film, with which content. Pure. */
export function wantedOfFilm(facts: FilmFacts, place: FilmPlace, beforeOf: BeforeOf): Wanted {
  const { naming, movie } = facts;
  const { folder } = place;
  const wanted = noneWanted();
  const nfoName = filmNfoName(naming, place);
  if (nfoName !== null) {
    const entityOf = (before: Parameters<typeof nfoOfFilm>[1]) => nfoOfFilm(facts, before);
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
  addPictures(wanted, {
    profile,
    folder,
    pictures: facts.setPictures,
    kindOf: kindOfSetPicture,
    nameOf: ({ type, rank }) => (rank === 1 ? setPictureName(naming, place, type) : null),
  });
  // Films that share a folder would share `.actors`, and take each other's people away.
  if (place.layout !== "flat" && readPublishing(facts.library).people !== false) {
    addPortraits(wanted, { profile, folder, cast: facts.cast });
  }
  addTrailer(wanted, facts.trailer, { folder, name: filmTrailerName(naming, place) });
  return wanted;
}
