import { ground, svg } from "./frame.ts";
import { fitTitle, letterLine } from "./lettering.ts";
import type { Palette } from "./palettes.ts";
import type { Drawable, Picture, PictureKind } from "./pictures.ts";
import { composeFigure } from "./portraits.ts";
import type { Scene } from "./scenes.ts";

type Order = {
  drawable: Drawable;
  picture: Picture;
  size: { width: number; height: number };
  palette: Palette;
  scene: Scene;
  random: () => number;
};

/** Kinds that TMDB has not: banners, clearart and characters on nothing, and printed discs. */
export const otherKinds: Partial<Readonly<Record<PictureKind, (order: Order) => string>>> = {
  banner: ({ drawable, picture, size, palette, scene, random }) => {
    const [width, height] = [1600, Math.round((1600 * picture.height) / picture.width)];
    const title = picture.title === null ? "" : centred(picture.title || drawable.title, { width, height, share: 0.6 });
    return svg(
      size,
      `0 0 ${width} ${height}`,
      `${ground(palette)}${scene({ width, height, palette, random })}${title}`,
    );
  },
  clearart: ({ drawable, picture, size, palette }) => {
    const shape = `<path d="M60 430Q260 60 500 200Q760 20 940 430Z" fill="${palette.far}"/><circle cx="500" cy="190" r="110" fill="${palette.light}" opacity=".9"/><path d="M20 470Q300 300 500 420Q720 300 980 470Z" fill="${palette.near}"/>`;
    return svg(
      size,
      "0 0 1000 562",
      `${shape}${centred(picture.title ?? drawable.title, { width: 1000, height: 880, share: 0.7 })}`,
    );
  },
  disc: ({ drawable, picture, size, palette, scene, random }) => {
    const round = `<defs><mask id="disc"><circle cx="500" cy="500" r="490" fill="#fff"/><circle cx="500" cy="500" r="75" fill="#000"/></mask></defs>`;
    const print = `${ground(palette)}${scene({ width: 1000, height: 1000, palette, random })}${centred(picture.title ?? drawable.title, { width: 1000, height: 500, share: 0.6 })}`;
    return svg(size, "0 0 1000 1000", `${round}<g mask="url(#disc)">${print}</g>`);
  },
  character: ({ drawable, picture, size }) =>
    svg(size, "0 0 1000 1500", composeFigure(`${drawable.seed}:${picture.design}`)),
};

/** The title in the middle of a canvas. */
function centred(text: string, { width, height, share }: { width: number; height: number; share: number }): string {
  const { lines, size } = fitTitle(text.toUpperCase(), {
    width: width * share,
    maxSize: Math.min(130, height * 0.4),
    maxLines: 2,
  });
  const first = height / 2 + size * 0.36 - ((lines.length - 1) * size) / 2;
  const draw = lines.map((line, at) =>
    letterLine({ text: line, x: width / 2, y: first + at * size, size, align: "middle" }),
  );
  return `<g fill="#fffdf5" stroke="#000" stroke-opacity=".3" stroke-width="12" paint-order="stroke">${draw.join("")}</g>`;
}
