import type { FilmPlace } from "#lib/artwork/film-place.ts";
import {
  type ArtworkType,
  artworkFacts,
  isSeeThrough,
  movieArtworkTypes,
  seasonArtworkTypes,
  seriesArtworkTypes,
} from "#lib/artwork/vocabulary.ts";
import type { Naming } from "#lib/settings/library-publishing.ts";
import {
  allSeasonsName,
  episodeNfoName,
  episodePictureName,
  filmNfoName,
  filmPictureName,
  filmTrailerName,
  isInSeasonFolder,
  seasonNfoName,
  seasonPictureName,
  setPictureName,
  showNfoName,
  showPictureName,
} from "./names.ts";

/** A file of the sample: where it lies, what it is, and its name. Pictures have the usual end of their type. */
export type SampleName = { folder: string; label: string; name: string };

const film = "Heat (1995)";
const show = "Dark Harbour (2019)";
const episode = "Dark Harbour S01E02";
const season = `${show}/Season 01`;
const specials = `${show}/Specials`;

type Picture = { type: ArtworkType; label: string; stem: string | null };
const pictures = (folder: string, found: readonly Picture[]): SampleName[] =>
  found.flatMap(({ type, label, stem }) =>
    stem === null ? [] : [{ folder, label, name: `${stem}.${usualEnd(type)}` }],
  );

/** What providers send: pictures with holes are PNG. */
const usualEnd = (type: ArtworkType): string => (isSeeThrough(type) ? "png" : "jpg");
const nfo = (folder: string, name: string | null): SampleName[] =>
  name === null ? [] : [{ folder, label: "NFO", name }];

/** What a film with every picture is published as, in a folder of its own. Pure. */
export function sampleOfFilm(naming: Naming): SampleName[] {
  const place: FilmPlace = { folder: film, baseName: film, layout: "own" };
  const of = (type: (typeof movieArtworkTypes)[number], rank: number) => filmPictureName(naming, place, { type, rank });
  const first = movieArtworkTypes.map((type) => ({ type, label: artworkFacts[type].label, stem: of(type, 1) }));
  const sets = (["poster", "fanart"] as const).map((type) => ({
    type,
    label: `${artworkFacts[type].label} of the set`,
    stem: setPictureName(naming, place, type),
  }));
  return [
    ...nfo(film, filmNfoName(naming, place)),
    ...pictures(film, [...first, { type: "fanart", label: "Second fanart", stem: of("fanart", 2) }, ...sets]),
    { folder: film, label: "Trailer", name: `${filmTrailerName(naming, place)}.mp4` },
  ];
}

/** What a series with a season, specials and an episode is published as. Pure. */
export function sampleOfShow(naming: Naming): SampleName[] {
  const ofShow = seriesArtworkTypes.map((type) => ({
    type,
    label: artworkFacts[type].label,
    stem: showPictureName(naming, { type, rank: 1 }),
  }));
  const ofSeason = (number: number, name: string) =>
    seasonArtworkTypes.map((type) => ({
      type,
      label: `${artworkFacts[type].label} of ${name}`,
      stem: seasonPictureName(naming, { type, rank: 1, season: number }),
    }));
  return [
    ...nfo(show, showNfoName(naming)),
    ...pictures(show, [
      ...ofShow,
      { type: "fanart", label: "Second fanart", stem: showPictureName(naming, { type: "fanart", rank: 2 }) },
      { type: "poster", label: "Poster of all seasons", stem: allSeasonsName(naming) },
      ...ofSeason(1, "season 1"),
    ]),
    ...pictures(isInSeasonFolder(naming, 0) ? specials : show, ofSeason(0, "the specials")),
    ...nfo(season, seasonNfoName(naming)),
    ...nfo(season, episodeNfoName(naming, episode)),
    ...pictures(season, [
      { type: "thumb", label: "Thumb", stem: episodePictureName(naming, { baseName: episode, type: "thumb" }) },
    ]),
  ];
}
