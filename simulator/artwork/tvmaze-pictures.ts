import type { Show } from "../catalogue/show.ts";
import type { Host } from "./host.ts";
import { type Drawn, drawnPictures, type Recipe } from "./pictures.ts";
import { drawableShow } from "./show-pictures.ts";

const recipes: readonly Recipe[] = [
  { kind: "poster", width: 680, height: 1000, language: "en", design: 6, votes: [5, 9] },
  { kind: "poster", width: 680, height: 1000, language: "en", design: 7, votes: [4, 3] },
  { kind: "backdrop", width: 1920, height: 1080, language: null, design: 6, votes: [5, 4], textless: true },
  { kind: "banner", width: 758, height: 140, language: "en", design: 6, votes: [5, 2] },
];

/** What TVmaze has of a series: posters, a background and a banner. */
export function tvmazePictures(show: Show, scale: number): Drawn[] {
  const drawable = { ...drawableShow(show), name: `show${show.tvmazeId}` };
  return drawnPictures(drawable, { recipes, scale }).map((picture) => ({ drawable, picture }));
}

/** The picture with this file name, such as "show169poster0.jpg". */
export function findTvmazePicture({ catalogue, artworkScale }: Host, file: string): Drawn | undefined {
  const id = Number(/^show(\d+)/.exec(file)?.[1]);
  const show = [...catalogue.shows.values()].find(({ tvmazeId }) => tvmazeId === id);
  return show && tvmazePictures(show, artworkScale).find(({ picture }) => picture.filePath === `/${file}`);
}
