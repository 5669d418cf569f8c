import type { Film } from "../catalogue/film.ts";
import { hashText, seededRandom } from "../catalogue/seed.ts";
import { canLetter } from "./lettering.ts";

export type PictureKind = "poster" | "backdrop" | "logo" | "banner" | "clearart" | "disc" | "character";

/** What pictures are drawn of: a film, or a series, season or episode by the same names. */
export type Drawable = Pick<
  Film,
  | "title"
  | "originalTitle"
  | "originalLanguage"
  | "releaseDate"
  | "genres"
  | "cast"
  | "directors"
  | "voteCount"
  | "translations"
  | "pictured"
> & {
  /** How its files' names begin, such as "film603". */
  name: string;
  /** What makes its pictures its own. */
  seed: string;
};

/** A film as something to be drawn. */
export function drawableFilm(film: Film): Drawable {
  const known = drawables.get(film);
  if (known !== undefined) return known;
  const made = { ...film, name: `film${film.id}`, seed: String(film.id) };
  drawables.set(film, made);
  return made;
}
const drawables = new WeakMap<Film, Drawable>();

/** A picture the image host serves: what TMDB lists of it, and how it is drawn. */
export type Picture = {
  /** "/film603poster0.jpg" */
  filePath: string;
  kind: PictureKind;
  width: number;
  height: number;
  language: string | null;
  voteAverage: number;
  voteCount: number;
  /** Which of the film's designs; pictures of one design look alike. */
  design: number;
  /** The lettering, or null for a textless picture. */
  title: string | null;
  /** Part of each side that is cut away. */
  crop: number;
  /** JPEG quality. */
  quality: number;
  format: "jpg" | "png" | "svg";
};

/** A picture with what it is drawn of. */
export type Drawn = { drawable: Drawable; picture: Picture };

export type Recipe = {
  kind: PictureKind;
  width: number;
  height: number;
  /** "original" is the film's own language where that is none of en, de, fr. */
  language: "en" | "de" | "fr" | "original" | null;
  design: number;
  votes: [average: number, count: number];
  textless?: true;
  crop?: number;
  quality?: number;
  format?: "png" | "svg";
};

/**
 * What a film has: several sizes, languages and designs, near-duplicates (smaller and recompressed, or cropped),
 * a picture with one enthusiastic vote, one of a wrong shape and logos of which some are SVG, as on the real host.
 */
const filmRecipes: readonly Recipe[] = [
  { kind: "poster", width: 2000, height: 3000, language: "en", design: 0, votes: [5.6, 42] },
  { kind: "poster", width: 2000, height: 3000, language: "en", design: 1, votes: [5.4, 28] },
  { kind: "poster", width: 1000, height: 1500, language: "en", design: 0, votes: [5.5, 12], quality: 45 },
  { kind: "poster", width: 1400, height: 2100, language: "en", design: 0, votes: [5.3, 9], crop: 0.007 },
  { kind: "poster", width: 2000, height: 3000, language: "de", design: 2, votes: [5.4, 14] },
  { kind: "poster", width: 1000, height: 1500, language: "de", design: 0, votes: [5.2, 6] },
  { kind: "poster", width: 2000, height: 3000, language: "fr", design: 1, votes: [5.3, 8] },
  { kind: "poster", width: 2000, height: 3000, language: "original", design: 4, votes: [5.5, 19] },
  { kind: "poster", width: 2000, height: 3000, language: null, design: 3, votes: [5.3, 11], textless: true },
  { kind: "poster", width: 680, height: 1000, language: "en", design: 5, votes: [10, 1] },
  { kind: "poster", width: 1000, height: 1414, language: "en", design: 6, votes: [4.8, 3] },
  { kind: "backdrop", width: 3840, height: 2160, language: null, design: 0, votes: [5.6, 31], textless: true },
  { kind: "backdrop", width: 1920, height: 1080, language: null, design: 1, votes: [5.5, 22], textless: true },
  { kind: "backdrop", width: 1920, height: 1080, language: null, design: 2, votes: [5.4, 15], textless: true },
  {
    kind: "backdrop",
    width: 1920,
    height: 1080,
    language: null,
    design: 0,
    votes: [5.3, 13],
    textless: true,
    quality: 45,
  },
  {
    kind: "backdrop",
    width: 1280,
    height: 720,
    language: null,
    design: 0,
    votes: [5.2, 7],
    textless: true,
    crop: 0.007,
  },
  { kind: "backdrop", width: 1920, height: 1080, language: null, design: 3, votes: [5.1, 4], textless: true },
  { kind: "backdrop", width: 1920, height: 1080, language: "en", design: 0, votes: [5.4, 10] },
  { kind: "backdrop", width: 3840, height: 2160, language: "en", design: 4, votes: [5.2, 5] },
  { kind: "backdrop", width: 1920, height: 1080, language: "de", design: 0, votes: [5.3, 4] },
  { kind: "logo", width: 800, height: 310, language: "en", design: 0, votes: [5.4, 9], format: "png" },
  { kind: "logo", width: 500, height: 194, language: "en", design: 1, votes: [5.2, 4], format: "png" },
  { kind: "logo", width: 800, height: 310, language: "de", design: 0, votes: [5.3, 3], format: "png" },
  { kind: "logo", width: 800, height: 310, language: "en", design: 2, votes: [0, 0], format: "svg" },
];

/** All pictures of a film, the best liked of each kind first. `scale` shrinks the true sizes, for benchmarks. */
export function picturesOf(film: Film, scale = 1): Picture[] {
  return drawnPictures(drawableFilm(film), { recipes: filmRecipes, scale });
}

/** The pictures these recipes give, the best liked first. */
export function drawnPictures(
  drawable: Drawable,
  { recipes = filmRecipes, scale }: { recipes?: readonly Recipe[]; scale: number },
): Picture[] {
  if (!drawable.pictured) return [];
  const made = recipes.flatMap((recipe, index) => {
    const language = languageOf(drawable, recipe.language);
    return language === undefined ? [] : [pictureOf(drawable, { recipe, index, language, scale })];
  });
  return made.sort((a, b) => b.voteAverage - a.voteAverage || b.voteCount - a.voteCount);
}

/** Finds the picture with this path among the film's own. */
export function findPicture(film: Film, filePath: string, scale = 1): Picture | undefined {
  return picturesOf(film, scale).find((picture) => picture.filePath === filePath);
}

/** The picture TMDB names as the film's own: textless for backdrops, else of the language, of English, or of any. */
export function mainPicture(pictures: Picture[], kind: PictureKind, language: string): Picture | null {
  const ofKind = pictures.filter((picture) => picture.kind === kind && picture.voteCount > 1);
  const wishes = kind === "backdrop" ? [null, language, "en"] : [language, "en"];
  for (const wish of wishes) {
    const found = ofKind.find((picture) => picture.language === wish);
    if (found !== undefined) return found;
  }
  return ofKind[0] ?? null;
}

function languageOf(drawable: Drawable, wished: Recipe["language"]): string | null | undefined {
  if (wished === null || wished === "en") return wished;
  if (wished !== "original")
    return drawable.translations.has(wished) || drawable.originalLanguage === wished ? wished : undefined;
  return ["en", "de", "fr"].includes(drawable.originalLanguage) ? undefined : drawable.originalLanguage;
}

function pictureOf(
  drawable: Drawable,
  { recipe, index, language, scale }: { recipe: Recipe; index: number; language: string | null; scale: number },
): Picture {
  const format = recipe.format ?? "jpg";
  const filePath = `/${drawable.name}${recipe.kind}${index}.${format}`;
  // A little of chance, so that not everything is voted alike.
  const random = seededRandom(hashText(filePath));
  const [average, count] = recipe.votes;
  const voted = drawable.voteCount > 0 && count > 1;
  return {
    filePath,
    kind: recipe.kind,
    width: Math.round(recipe.width * scale),
    height: Math.round(recipe.height * scale),
    language,
    voteAverage: voted ? Math.round((average + random() * 0.09) * 1000) / 1000 : drawable.voteCount > 0 ? average : 0,
    voteCount: voted ? count + Math.floor(random() * 3) : drawable.voteCount > 0 ? count : 0,
    design: recipe.design,
    title: recipe.textless ? null : titleIn(drawable, language),
    crop: recipe.crop ?? 0,
    quality: recipe.quality ?? 84,
    format,
  };
}

/** The title to letter; the English one where the font lacks the script. */
function titleIn(drawable: Drawable, language: string | null): string {
  const own =
    language === drawable.originalLanguage
      ? drawable.originalTitle
      : drawable.translations.get(language ?? "en")?.title;
  return own !== undefined && canLetter(own) ? own : drawable.title;
}
