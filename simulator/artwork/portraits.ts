import { hashText, seededRandom } from "../catalogue/seed.ts";
import { canLetter, fitTitle, letterLine } from "./lettering.ts";

/** The true size of a drawn portrait. */
export const PORTRAIT = { width: 1000, height: 1500 } as const;

const skins = ["#f2d3b8", "#e0ac84", "#c98d63", "#9c6644", "#6f4630", "#f6dfc9"];
const hairs = ["#1d1a1a", "#4a2f23", "#8a5a34", "#c9a36a", "#9b9a97", "#7a2e1d"];
const cloths = ["#22577a", "#7b2d45", "#2a9d8f", "#333a4d", "#b5651d", "#5a4e7c"];
const walls = ["#d9c7a8", "#a8c5c9", "#c9a8b4", "#b9c9a8", "#a9aac9", "#d6b59b"];

/** An invented head and shoulders; nobody is portrayed. */
export function composePortrait(name: string, { width, height }: { width: number; height: number }): string {
  const random = seededRandom(hashText(name));
  const pick = picker(random);
  const colours = [pick(skins), pick(hairs), pick(cloths), pick(walls)] as const;
  const wall = `<rect width="1000" height="1500" fill="${colours[3]}"/><circle cx="500" cy="640" r="460" fill="#fff" opacity=".25"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1000 1500">${wall}${figure(random, colours)}</svg>`;
}

/** The same on nothing, as elements on a canvas of 1000 × 1500. */
export function composeFigure(seed: string): string {
  const random = seededRandom(hashText(seed));
  const pick = picker(random);
  return figure(random, [pick(skins), pick(hairs), pick(cloths)]);
}

const picker =
  (random: () => number) =>
  (colours: readonly string[]): string =>
    colours[Math.floor(random() * colours.length)] ?? "#888";

function figure(
  random: () => number,
  [skin, hair, cloth]: readonly [skin: string, hair: string, cloth: string, ...unknown[]],
): string {
  const head = 205 + random() * 35;
  const long =
    random() < 0.5 ? `<path d="M${490 - head} 560Q500 200 ${510 + head} 560V1060H${490 - head}Z" fill="${hair}"/>` : "";
  const fringe = 40 + random() * 120;
  return `${long}<path d="M90 1500Q110 1090 500 1070Q890 1090 910 1500Z" fill="${cloth}"/><path d="M410 800H590V1090Q500 1170 410 1090Z" fill="${skin}"/><path d="M410 900Q500 990 590 900V960Q500 1040 410 960Z" fill="#000" opacity=".14"/><ellipse cx="500" cy="640" rx="${head}" ry="${head * 1.28}" fill="${skin}"/><path d="M${500 - head - 12} 650Q${480 - head} 320 500 320Q${520 + head} 320 ${512 + head} 650Q${480 + head} ${430 + fringe} 500 ${430 + fringe}Q${520 - head} ${430 + fringe} ${488 - head} 650Z" fill="${hair}"/>`;
}

/** A studio's name as a logo on nothing. */
export function composeStudioLogo(name: string, { width, height }: { width: number; height: number }): string {
  const text = canLetter(name) ? name.toUpperCase() : "STUDIO";
  const { lines, size } = fitTitle(text, { width: 480, maxSize: 60, maxLines: 2 });
  const drawn = lines.map((line, index) =>
    letterLine({ text: line, x: 250, y: 60 + size * (0.36 + index - (lines.length - 1) / 2), size, align: "middle" }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 500 120"><g fill="#1f2937">${drawn.join("")}</g></svg>`;
}
