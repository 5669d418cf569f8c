import sharp, { type Sharp } from "sharp";
import { composePicture } from "#simulator/artwork/compose.ts";
import { fitTitle, letterLine } from "#simulator/artwork/lettering.ts";
import { drawableFilm, type Picture, type PictureKind } from "#simulator/artwork/pictures.ts";
import { readFilm } from "#simulator/catalogue/film.ts";
import { seededRandom } from "#simulator/catalogue/seed.ts";
import { syntheticEntry } from "#simulator/catalogue/synthetic.ts";
import { drawNoise } from "./draw-noise.ts";

/** One picture of the set. Pictures of one `original` that are copies are the same; all others are different ones. */
export type SetPicture = { original: number; kind: string; isCopy: boolean; bytes: Buffer };

/** A title in two languages. */
const titles = [
  ["The Long Winter", "Der lange Winter"],
  ["Heat", "Hitze"],
  ["A Night in June", "Une nuit de juin"],
  ["Iron Harbour", "Eiserner Hafen"],
  ["The Last Lighthouse", "El último faro"],
  ["Salt", "Salz"],
  ["Letters from the North", "Lettres du nord"],
  ["Under Glass", "Unter Glas"],
  ["Seven Bridges", "Siete puentes"],
  ["The Cartographer", "Il cartografo"],
] as const;

type Style = "poster" | "fanart" | "logo" | "photo poster" | "photo fanart";
const styles: readonly [Style, number][] = [
  ["poster", 24],
  ["fanart", 14],
  ["logo", 8],
  ["photo poster", 8],
  ["photo fanart", 6],
];
export const originalCount = styles.reduce((sum, [, count]) => sum + count, 0);

const sizes: Record<Style, { width: number; height: number }> = {
  poster: { width: 600, height: 900 },
  fanart: { width: 960, height: 540 },
  logo: { width: 800, height: 310 },
  "photo poster": { width: 600, height: 900 },
  "photo fanart": { width: 960, height: 540 },
};
const kinds: Record<Style, PictureKind> = {
  poster: "poster",
  fanart: "backdrop",
  logo: "logo",
  "photo poster": "poster",
  "photo fanart": "backdrop",
};

/** Originals, their copies and what only looks like them, always the same ones. */
export async function* makeDuplicateSet(): AsyncGenerator<SetPicture> {
  let original = 0;
  for (const [style, count] of styles) {
    for (let index = 0; index < count; index += 1) {
      for (const picture of await makeFamily(style, original)) yield { ...picture, original };
      original += 1;
    }
  }
}

async function makeFamily(style: Style, number: number): Promise<Omit<SetPicture, "original">[]> {
  const [title, translated] = titles[number % titles.length] ?? titles[0];
  const { width, height } = sizes[style];
  const first = await (await draw(style, number, title)).raw().toBuffer({ resolveWithObject: true });
  const copy = () => sharp(first.data, { raw: first.info });
  const keep = (image: Sharp, quality = 90) =>
    style === "logo" ? image.png().toBuffer() : image.jpeg({ quality }).toBuffer();
  const crop = (share: number) => {
    const [left, top] = [Math.round(width * share), Math.round(height * share)];
    return copy().extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  };
  const brighten = (by: number) =>
    style === "logo" ? copy().linear([by, by, by, 1], [0, 0, 0, 0]) : copy().linear(by);
  const recompressed = style === "logo" ? copy().webp({ quality: 50 }).toBuffer() : keep(copy(), 40);
  const named = (kind: string, isCopy: boolean, bytes: Buffer) => ({ kind, isCopy, bytes });
  return [
    named("original", true, await keep(copy(), 92)),
    named("half the size", true, await keep(copy().resize({ width: Math.round(width / 2) }))),
    named("a third of the size, recompressed", true, await keep(copy().resize({ width: Math.round(width / 3) }), 60)),
    named("recompressed", true, await recompressed),
    named("cropped 2 %, 1 % of each side", true, await keep(crop(0.01))),
    named("cropped 2 % of each side", true, await keep(crop(0.02))),
    named("5 % brighter", true, await keep(brighten(1.05))),
    named("5 % darker", true, await keep(brighten(0.95))),
    named("title of another language", false, await keep(await draw(style, number, translated))),
    style === "logo"
      ? named("letters wider apart", false, await keep(await draw(style, number, title, 2)))
      : named("textless", false, await keep(await draw(style, number, null))),
  ];
}

async function draw(style: Style, number: number, title: string | null, design?: number): Promise<Sharp> {
  const size = sizes[style];
  if (style.startsWith("photo")) return drawPhoto(number, size, title);
  const picture: Picture = {
    filePath: "",
    kind: kinds[style],
    ...size,
    language: null,
    voteAverage: 0,
    voteCount: 0,
    // All scenes in turn.
    design: design ?? (style === "logo" ? 0 : Math.floor(number / 3)),
    title,
    crop: 0,
    quality: 90,
    format: "png",
  };
  const svg = composePicture(drawableFilm(filmOf(number)), picture, size);
  const image = sharp(Buffer.from(svg));
  return style === "logo" ? image.ensureAlpha() : image.removeAlpha();
}

const films = new Map<number, ReturnType<typeof readFilm>>();
function filmOf(number: number) {
  const film = films.get(number) ?? readFilm(syntheticEntry(number));
  films.set(number, film);
  return film;
}

/** Clouds, grain and lights out of focus, as a photograph has them, with a title in a corner of it. */
async function drawPhoto(
  number: number,
  { width, height }: { width: number; height: number },
  title: string | null,
): Promise<Sharp> {
  const random = seededRandom(number * 7919 + 1);
  const pixels = await drawNoise({ width, height, random });
  const lights = Array.from({ length: 5 }, () => {
    const [x, y, r] = [random() * width, random() * height * 0.7, (0.04 + random() * 0.1) * width];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${random() * 360},60%,70%)" opacity="${0.3 + random() * 0.4}"/>`;
  });
  const heading = title === null ? "" : letter(title, { width, height, x: 60 + random() * 60 });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${lights.join("")}${heading}</svg>`;
  const flat = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return sharp(flat, { raw: { width, height, channels: 3 } });
}

function letter(title: string, { width, height, x }: { width: number; height: number; x: number }): string {
  const { lines, size } = fitTitle(title.toUpperCase(), { width: width * 0.5, maxSize: width * 0.07, maxLines: 2 });
  const drawn = lines.map((text, at) => letterLine({ text, x, y: height * 0.86 + at * size, size }));
  return `<g fill="#f4f1e4">${drawn.join("")}</g>`;
}
