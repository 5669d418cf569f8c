import { type Font, readFont } from "./font.ts";

const weights = { bold: "Geist-Black", medium: "Geist-Medium", light: "Geist-Light" } as const;
export type Weight = keyof typeof weights;

const fonts = new Map<Weight, Font>();

function font(weight: Weight): Font {
  const known = fonts.get(weight);
  if (known !== undefined) return known;
  const file = `../../node_modules/geist/dist/fonts/geist-sans/${weights[weight]}.ttf`;
  const read = readFont(new URL(file, import.meta.url));
  fonts.set(weight, read);
  return read;
}

/** Whether every character of the text can be drawn. */
export function canLetter(text: string): boolean {
  return [...text].every((char) => font("bold").has(char));
}

export type Line = {
  text: string;
  x: number;
  y: number;
  size: number;
  weight?: Weight;
  spacing?: number;
  align?: "start" | "middle";
};

/** How wide the text is at this size; spacing is in em. */
export function lineWidth(
  text: string,
  { size, weight = "bold", spacing = 0 }: Pick<Line, "size" | "weight" | "spacing">,
): number {
  const used = font(weight);
  const chars = [...text];
  const units = chars.reduce((sum, char) => sum + used.glyph(char).advance, 0);
  return (units / used.unitsPerEm + spacing * Math.max(0, chars.length - 1)) * size;
}

/** One line of text as an SVG path; y is the baseline. */
export function letterLine({ text, x, y, size, weight = "bold", spacing = 0, align = "start" }: Line): string {
  const used = font(weight);
  const scale = size / used.unitsPerEm;
  let pen = align === "middle" ? x - lineWidth(text, { size, weight, spacing }) / 2 : x;
  let svg = "";
  for (const char of text) {
    const glyph = used.glyph(char);
    if (glyph.path !== "") {
      svg += `<path transform="translate(${pen.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})" d="${glyph.path}"/>`;
    }
    pen += glyph.advance * scale + spacing * size;
  }
  return svg;
}

/** Breaks a title into at most `maxLines` lines and finds the largest size at which they fit the width. */
export function fitTitle(
  title: string,
  { width, maxSize, maxLines, spacing = 0 }: { width: number; maxSize: number; maxLines: number; spacing?: number },
): { lines: string[]; size: number } {
  let best = { lines: [title], size: 0 };
  for (let count = 1; count <= maxLines; count += 1) {
    const lines = breakEvenly(title.split(" "), count);
    const widest = Math.max(...lines.map((text) => lineWidth(text, { size: 1, spacing })));
    const size = Math.min(maxSize, width / widest);
    // More lines only when they buy clearly larger letters.
    if (size > best.size * 1.15) best = { lines, size };
  }
  return best;
}

/** The split of the words into `count` lines whose longest line is shortest. */
function breakEvenly(words: string[], count: number): string[] {
  if (count <= 1 || words.length <= 1) return [words.join(" ")];
  let best: string[] = [];
  let bestLength = Number.POSITIVE_INFINITY;
  for (let at = 1; at < words.length; at += 1) {
    const lines = [words.slice(0, at).join(" "), ...breakEvenly(words.slice(at), count - 1)];
    const longest = Math.max(...lines.map((line) => line.length));
    if (longest < bestLength) {
      best = lines;
      bestLength = longest;
    }
  }
  return best;
}
