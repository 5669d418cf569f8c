import { hashText, seededRandom } from "../catalogue/seed.ts";
import { ground, svg } from "./frame.ts";
import { canLetter, fitTitle, letterLine, lineWidth } from "./lettering.ts";
import { otherKinds } from "./other-kinds.ts";
import { type Palette, palettesFor } from "./palettes.ts";
import type { Drawable, Picture } from "./pictures.ts";
import { scenesFor } from "./scene-choice.ts";

/** The picture as an SVG document of this size. */
export function composePicture(drawable: Drawable, picture: Picture, size: { width: number; height: number }): string {
  if (picture.kind === "logo") return composeLogo(drawable, picture, size);
  const other = otherKinds[picture.kind];
  if (other !== undefined) {
    const random = seededRandom(hashText(`${drawable.seed}:${picture.design}`));
    return other({ drawable, picture, size, random, ...designOf(drawable, picture.design) });
  }
  // Drawn on a canvas of fixed width, so that one design looks the same in every size.
  const width = picture.kind === "poster" ? 1000 : 1600;
  const height = Math.round((width * picture.height) / picture.width);
  const { palette, scene } = designOf(drawable, picture.design);
  const random = seededRandom(hashText(`${drawable.seed}:${picture.design}`));
  const lettering = picture.title === null ? "" : letteringOf(drawable, picture, { width, height, palette });
  const cut = width * picture.crop;
  const view = `${cut} ${cut} ${width - cut * 2} ${height - cut * 2}`;
  return svg(size, view, ground(palette) + scene({ width, height, palette, random }) + lettering);
}

function designOf(drawable: Drawable, design: number) {
  const palettes = palettesFor(drawable.genres);
  const scenes = scenesFor(drawable.genres);
  const seed = hashText(drawable.title + drawable.releaseDate);
  // The first designs are among the scenes that suit the genre best; the seed makes films of one genre differ.
  const start = seed % 3;
  const palette = palettes[(seed + design * 2) % palettes.length];
  const scene = scenes[(design + start) % scenes.length];
  if (palette === undefined || scene === undefined) throw new Error(`No design for ${drawable.title}`);
  return { palette, scene };
}

function letteringOf(
  drawable: Drawable,
  picture: Picture,
  canvas: { width: number; height: number; palette: Palette },
): string {
  return picture.kind === "poster"
    ? posterText(drawable, picture.title ?? "", canvas)
    : backdropText(picture.title ?? "", canvas);
}

function posterText(
  drawable: Drawable,
  title: string,
  { width, height, palette }: { width: number; height: number; palette: Palette },
): string {
  const middle = width / 2;
  const { lines, size } = fitTitle(title.toUpperCase(), {
    width: width * 0.84,
    maxSize: 168,
    maxLines: 3,
    spacing: -0.01,
  });
  const step = size * 0.96;
  const foot = height - 150;
  const top = foot - (lines.length - 1) * step;
  const shade = `<rect y="${height * 0.5}" width="${width}" height="${height * 0.5}" fill="url(#shade)"/><rect width="${width}" height="180" fill="url(#dim)"/>`;
  const heading = lines
    .map((text, index) => letterLine({ text, x: middle, y: top + index * step, size, spacing: -0.01, align: "middle" }))
    .join("");
  const small = { x: middle, weight: "medium", align: "middle" } as const;
  const cast = fitting(
    drawable.cast.slice(0, 3).map((credit) => credit.name.toUpperCase()),
    "   ·   ",
    width * 0.86,
    25,
  );
  const made = fitting(
    drawable.directors.map((name) => name.toUpperCase()),
    " & ",
    width * 0.6,
    24,
  );
  return `${shade}<g fill="#fffdf5">${heading}</g><g fill="${palette.light}">${
    (cast === "" ? "" : letterLine({ ...small, text: cast, y: 86, size: 25, spacing: 0.12 })) +
    (made === "" ? "" : letterLine({ ...small, text: made, y: height - 78, size: 24, spacing: 0.18 }))
  }</g>`;
}

/** As many names as fit on one line; names the font cannot draw are left out. */
function fitting(names: string[], separator: string, width: number, size: number): string {
  const used: string[] = [];
  for (const name of names.filter(canLetter)) {
    const wider = [...used, name].join(separator);
    if (lineWidth(wider, { size, weight: "medium", spacing: 0.18 }) > width) break;
    used.push(name);
  }
  return used.join(separator);
}

function backdropText(
  title: string,
  { width, height, palette }: { width: number; height: number; palette: Palette },
): string {
  const { lines, size } = fitTitle(title.toUpperCase(), {
    width: width * 0.55,
    maxSize: 130,
    maxLines: 3,
    spacing: -0.01,
  });
  const foot = height - 90;
  const heading = lines.map((text, index) =>
    letterLine({ text, x: 90, y: foot - (lines.length - 1 - index) * size * 0.98, size, spacing: -0.01 }),
  );
  const bar = `<rect x="92" y="${foot - lines.length * size * 0.98 - 26}" width="96" height="9" fill="${palette.light}"/>`;
  return `<rect y="${height * 0.35}" width="${width}" height="${height * 0.65}" fill="url(#shade)"/>${bar}<g fill="#fffdf5">${heading.join("")}</g>`;
}

/** White letters with a soft dark edge, on nothing. */
function composeLogo(drawable: Drawable, picture: Picture, size: { width: number; height: number }): string {
  const { palette } = designOf(drawable, picture.design);
  const title = (picture.title ?? drawable.title).toUpperCase();
  const { lines, size: letters } = fitTitle(title, {
    width: 740,
    maxSize: 150,
    maxLines: 2,
    spacing: picture.design * 0.03 - 0.01,
  });
  const step = letters * 0.95;
  const first = 155 + letters * 0.36 - ((lines.length - 1) * step) / 2;
  const drawn = lines
    .map((text, index) =>
      letterLine({
        text,
        x: 400,
        y: first + index * step,
        size: letters,
        align: "middle",
        spacing: picture.design * 0.03 - 0.01,
      }),
    )
    .join("");
  const line = `<rect x="340" y="${Math.min(296, first + (lines.length - 1) * step + 26)}" width="120" height="8" rx="4" fill="${palette.light}"/>`;
  return svg(
    size,
    "0 0 800 310",
    `<g fill="#000" opacity=".35" transform="translate(3 5)">${drawn}</g><g fill="#fff">${drawn}</g>${line}`,
  );
}
