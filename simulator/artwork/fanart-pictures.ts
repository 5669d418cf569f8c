import type { Film } from "../catalogue/film.ts";
import { hashText } from "../catalogue/seed.ts";
import type { Show } from "../catalogue/show.ts";
import type { Host } from "./host.ts";
import { type Drawable, type Drawn, drawableFilm, drawnPictures, type Recipe } from "./pictures.ts";
import { drawableShow } from "./show-pictures.ts";

/** A picture of fanart.tv: what kind it calls it, and what it tells beside. */
export type FanartPicture = Drawn & { type: string; season?: string; disc?: string; discType?: string };

const hd = { kind: "logo", width: 800, height: 310, format: "png" } as const;
const old = { kind: "logo", width: 400, height: 155, format: "png" } as const;
const art = { kind: "clearart", width: 1000, height: 562, format: "png" } as const;
const poster = { kind: "poster", width: 1000, height: 1426 } as const;
const scene = { kind: "backdrop", width: 1920, height: 1080, language: null, textless: true } as const;
const thumb = { kind: "backdrop", width: 1000, height: 562 } as const;
const banner = { kind: "banner", width: 1000, height: 185 } as const;
const disc = { kind: "disc", width: 1000, height: 1000, format: "png" } as const;

/** Votes are the likes. */
const likes = (count: number): Recipe["votes"] => [count, 2];

type Kinds = Readonly<Record<string, readonly Recipe[]>>;

const filmKinds: Kinds = {
  hdmovielogo: [
    { ...hd, language: "en", design: 0, votes: likes(11) },
    { ...hd, language: "de", design: 1, votes: likes(3) },
  ],
  movielogo: [{ ...old, language: "en", design: 2, votes: likes(2) }],
  hdmovieclearart: [{ ...art, language: "en", design: 0, votes: likes(5) }],
  movieart: [{ ...art, width: 500, height: 281, language: "en", design: 1, votes: likes(1) }],
  movieposter: [
    { ...poster, language: "en", design: 0, votes: likes(9) },
    { ...poster, language: "de", design: 1, votes: likes(4) },
    { ...poster, language: null, design: 2, votes: likes(6), textless: true },
  ],
  moviebackground: [
    { ...scene, design: 0, votes: likes(12) },
    { ...scene, design: 3, votes: likes(4) },
  ],
  moviebanner: [{ ...banner, language: "en", design: 0, votes: likes(3) }],
  moviethumb: [
    { ...thumb, language: "en", design: 1, votes: likes(5) },
    { ...thumb, language: "de", design: 1, votes: likes(2) },
  ],
  moviedisc: [
    { ...disc, language: "en", design: 0, votes: likes(4) },
    { ...disc, language: "de", design: 1, votes: likes(1) },
  ],
};

const showKinds: Kinds = {
  hdtvlogo: [
    { ...hd, language: "en", design: 0, votes: likes(14) },
    { ...hd, language: "de", design: 1, votes: likes(4) },
  ],
  clearlogo: [{ ...old, language: "en", design: 2, votes: likes(3) }],
  hdclearart: [{ ...art, language: "en", design: 0, votes: likes(7) }],
  clearart: [{ ...art, width: 500, height: 281, language: "en", design: 1, votes: likes(2) }],
  tvposter: [
    { ...poster, language: "en", design: 0, votes: likes(8) },
    { ...poster, language: null, design: 2, votes: likes(5), textless: true },
  ],
  showbackground: [
    { ...scene, design: 0, votes: likes(10) },
    { ...scene, design: 4, votes: likes(3) },
  ],
  tvbanner: [{ ...banner, language: "en", design: 0, votes: likes(6) }],
  tvthumb: [{ ...thumb, language: "en", design: 1, votes: likes(4) }],
  characterart: [
    {
      kind: "character",
      width: 512,
      height: 512,
      language: null,
      design: 0,
      votes: likes(3),
      format: "png",
      textless: true,
    },
    {
      kind: "character",
      width: 512,
      height: 512,
      language: null,
      design: 1,
      votes: likes(1),
      format: "png",
      textless: true,
    },
  ],
};

const seasonKinds: Kinds = {
  seasonposter: [{ ...poster, language: "en", design: 0, votes: likes(4) }],
  seasonthumb: [{ ...thumb, language: "en", design: 2, votes: likes(2) }],
  seasonbanner: [{ ...banner, language: "en", design: 3, votes: likes(1) }],
};

/** One film in five has nothing here, which the service says with 404. */
export function fanartOfFilm(film: Film, scale: number): FanartPicture[] {
  if (film.voteCount === 0 || film.id % 5 === 4) return [];
  const drawable = drawableFilm(film);
  return ofKinds(drawable, { kinds: filmKinds, name: `movie${film.id}`, scale }).map((picture, index) =>
    picture.type === "moviedisc" ? { ...picture, disc: "1", discType: index % 2 === 0 ? "bluray" : "dvd" } : picture,
  );
}

/** A series' pictures, its backgrounds for all seasons, and pictures of the first three seasons. */
export function fanartOfShow(show: Show, scale: number): FanartPicture[] {
  if (show.voteCount < 50) return [];
  const main = ofKinds(drawableShow(show), { kinds: showKinds, name: `tv${show.tvdbId}`, scale });
  const seasons = show.seasons
    .filter(({ number }) => number >= 1 && number <= 3)
    .flatMap(({ number }) => {
      const drawable = { ...drawableShow(show), seed: `fanart${show.tvdbId}x${number}` };
      return ofKinds(drawable, { kinds: seasonKinds, name: `season${show.tvdbId}x${number}`, scale }).map(
        (picture) => ({
          ...picture,
          season: String(number),
        }),
      );
    });
  return [
    ...main.map((picture) => (picture.type === "showbackground" ? { ...picture, season: "all" } : picture)),
    ...seasons,
  ];
}

function ofKinds(
  drawable: Drawable,
  { kinds, name, scale }: { kinds: Kinds; name: string; scale: number },
): FanartPicture[] {
  return Object.entries(kinds).flatMap(([type, recipes]) => {
    const own = { ...drawable, name: `${name}-${type}-` };
    return drawnPictures(own, { recipes, scale }).map((picture) => ({ drawable: own, picture, type }));
  });
}

/** The picture with this file name, such as "tv81189-hdtvlogo-logo0.png". */
export function findFanartPicture({ catalogue, artworkScale }: Host, file: string): Drawn | undefined {
  const match = /^(movie|tv|season)(\d+)/.exec(file);
  const id = Number(match?.[2]);
  const film = match?.[1] === "movie" ? catalogue.byId.get(id) : undefined;
  const show = [...catalogue.shows.values()].find(({ tvdbId }) => tvdbId === id);
  const all = film !== undefined ? fanartOfFilm(film, artworkScale) : show ? fanartOfShow(show, artworkScale) : [];
  return all.find(({ picture }) => picture.filePath === `/${file}`);
}

/** fanart.tv's id of a picture. */
export const fanartId = ({ picture }: Drawn): string => String(1000 + (hashText(picture.filePath) % 900_000));
