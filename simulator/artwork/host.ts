import { type Catalogue, filmsOf } from "../catalogue.ts";
import { composePicture } from "./compose.ts";
import type { Drawer } from "./drawer.ts";
import { type Drawn, drawableFilm, findPicture, type Picture } from "./pictures.ts";
import { composePortrait, composeStudioLogo, PORTRAIT } from "./portraits.ts";
import { findShowPicture } from "./show-pictures.ts";

/** A served picture. */
export type Served = { contentType: string; body: Buffer };

export type Host = {
  catalogue: Catalogue;
  drawer: Drawer;
  /** Shrinks every true size, so that benchmarks do not measure the drawing. */
  artworkScale: number;
};

/** The sizes TMDB serves; any of them works for any picture. */
const SIZE = /^(?:original|w(?:45|92|154|185|300|342|500|780|1280)|h632)$/;

/** The picture behind /t/p/{size}/{file}, or undefined for 404. */
export async function servePicture(
  host: Host,
  { size, file }: { size: string; file: string },
): Promise<Served | undefined> {
  if (!SIZE.test(size)) return undefined;
  const shown = findShowPicture(host.catalogue.shows, file, host.artworkScale);
  if (shown !== undefined) return serveDrawn(host, shown, (source) => shrink(source, size));
  const match = /^(film|collection|person|studio)(\d+)[a-z]*\d*\.(jpg|png|svg)$/.exec(file);
  if (match === null) return undefined;
  const source = sources[match[1] ?? ""]?.(host, { id: Number(match[2]), file });
  if (source === undefined) return undefined;
  return drawSource(host, { source, shown: shrink(source, size), format: match[3] ?? "jpg" });
}

/** A picture in its own size or another one. */
export function serveDrawn(
  host: Host,
  { drawable, picture }: Drawn,
  resize: (size: Size) => Size = (size) => size,
): Promise<Served> {
  const source = { ...picture, compose: (size: Size) => composePicture(drawable, picture, size) };
  return drawSource(host, { source, shown: resize(source), format: picture.format });
}

async function drawSource(
  host: Host,
  { source, shown: wanted, format: wished }: { source: Source; shown: Size; format: string },
): Promise<Served> {
  const shown = { width: wanted.width, height: wanted.height };
  if (wished === "svg") return { contentType: "image/svg+xml", body: Buffer.from(source.compose(shown)) };
  const format = wished === "png" ? "png" : "jpg";
  const svg = source.compose(format === "jpg" ? halve(shown) : shown);
  const body = await host.drawer.draw({ svg, ...shown, format, quality: source.quality });
  return { contentType: format === "png" ? "image/png" : "image/jpeg", body };
}

type Size = { width: number; height: number };
type Source = Size & { quality: number; compose: (size: Size) => string };
type Wanted = { id: number; file: string };

const sources: Readonly<Record<string, (host: Host, wanted: Wanted) => Source | undefined>> = {
  film: (host, { id, file }) => {
    const film = host.catalogue.byId.get(id);
    const picture = film === undefined ? undefined : findPicture(film, `/${file}`, host.artworkScale);
    if (film === undefined || picture === undefined) return undefined;
    return { ...picture, compose: (size) => composePicture(drawableFilm(film), picture, size) };
  },
  collection: (host, { id, file }) => {
    const first = filmsOf(host.catalogue, id)[0];
    const name = host.catalogue.collections.get(id)?.name;
    if (first === undefined || name === undefined) return undefined;
    const own = findPicture(first, `/${file.replace(`collection${id}`, `film${first.id}`)}`, host.artworkScale);
    if (own === undefined) return undefined;
    const picture: Picture = { ...own, title: own.title === null ? null : name.replace(/ Collection$/, "") };
    return { ...picture, compose: (size) => composePicture(drawableFilm(first), picture, size) };
  },
  person: (host, { id, file }) => {
    const name = host.catalogue.people.get(id);
    if (name === undefined) return undefined;
    const index = /profile([1-9])/.exec(file)?.[1];
    const seed = index === undefined ? name : `${name} ${index}`;
    const [width, height] = [PORTRAIT.width, PORTRAIT.height].map((side) => Math.round(side * host.artworkScale));
    return { width: width ?? 0, height: height ?? 0, quality: 84, compose: (size) => composePortrait(seed, size) };
  },
  studio: (host, { id }) => {
    const name = host.catalogue.studios.get(id);
    return name === undefined
      ? undefined
      : { width: 500, height: 120, quality: 84, compose: (size) => composeStudioLogo(name, size) };
  },
};

/** The SVG renderer works in tiles of 2000 pixels and gets six times slower beyond one, so large pictures are drawn at half size. */
function halve({ width, height }: Size): Size {
  if (Math.max(width, height) <= 2000) return { width, height };
  return { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
}

/** Sizes only shrink; the true size stays where it is smaller, as on the real host. */
function shrink(source: Size, size: string): Size {
  const wished = Number(size.slice(1));
  const factor = size === "original" ? 1 : Math.min(1, wished / (size.startsWith("h") ? source.height : source.width));
  return {
    width: Math.max(1, Math.round(source.width * factor)),
    height: Math.max(1, Math.round(source.height * factor)),
  };
}

/** Shrinks to this width, as hosts do for their small forms. */
export function resizedTo(width: number): (size: Size) => Size {
  return (size) => shrink(size, `w${width}`);
}
