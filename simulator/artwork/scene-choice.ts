import {
  arches,
  blinds,
  city,
  grid,
  meadow,
  pair,
  planet,
  rays,
  ridges,
  rings,
  type Scene,
  shards,
  waves,
  wood,
} from "./scenes.ts";

/** Genre → scenes that suit it, the most typical first. */
const suited: Readonly<Record<string, Scene[]>> = {
  "Science Fiction": [planet, grid, city, rings],
  Horror: [wood, blinds, rings],
  Thriller: [blinds, city, shards],
  Crime: [city, blinds, shards],
  Mystery: [rings, blinds],
  War: [waves, shards, ridges],
  Western: [ridges, rays],
  Adventure: [ridges, waves, planet],
  Action: [shards, city, rays],
  Fantasy: [ridges, wood, arches],
  Family: [meadow, arches],
  Animation: [meadow, arches, rays],
  Comedy: [rays, arches, meadow],
  Romance: [pair, waves],
  Drama: [pair, waves, ridges],
  History: [ridges, pair],
};

const all = [planet, ridges, city, wood, rays, rings, waves, grid, shards, pair, arches, meadow, blinds];

/** The scenes for these genres in order of fit, then the rest: no film runs out of different pictures. */
export function scenesFor(genres: readonly string[]): Scene[] {
  return [...new Set([...genres.flatMap((genre) => suited[genre] ?? []), ...all])];
}
