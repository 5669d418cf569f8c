import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Rgb = [number, number, number];

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

/** The custom properties of one theme that are plain oklch colours. */
function paletteOf(selector: string): Map<string, { rgb: Rgb; alpha: number }> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf("\n}", start));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\);/g);
  return new Map(
    [...found].map(([, name = "", lightness, chroma, hue, alpha]) => [
      name,
      { rgb: linearRgb(Number(lightness), Number(chroma), Number(hue)), alpha: Number(alpha ?? 1) },
    ]),
  );
}

/** OKLCH to linear sRGB; matrices from https://bottosson.github.io/posts/oklab/. */
function linearRgb(lightness: number, chroma: number, hueDegrees: number): Rgb {
  const hue = (hueDegrees * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

const gamma = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** Browsers blend in gamma-encoded sRGB. */
function blend(top: Rgb, alpha: number, below: Rgb): Rgb {
  const mix = (a: number, b: number) => linear(gamma(a) * alpha + gamma(b) * (1 - alpha));
  return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2])];
}

function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["dark", ":root"],
  ["light", ".light"],
])("the %s theme", (_, selector) => {
  const palette = paletteOf(selector);
  const color = (name: string) => {
    const found = palette.get(name);
    if (!found) throw new Error(`${selector} has no --${name}`);
    return found;
  };
  const texts = ["text-1", "text-2", "text-3", "accent-text", "positive", "warning", "danger", "lock"];
  const grounds = ["background", "surface-1", "surface-2"];
  const plainTexts = ["text-1", "text-2", "text-3", "accent-text"];

  test.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
    "%s is readable on %s",
    (text, ground) => {
      expect(contrast(color(text).rgb, color(ground).rgb)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(plainTexts)("%s is readable on the selected colour and on the highest surface", (text) => {
    const soft = color("accent-soft");
    for (const ground of ["background", "surface-1"]) {
      const selected = blend(soft.rgb, soft.alpha, color(ground).rgb);
      expect(contrast(color(text).rgb, selected)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(color(text).rgb, color("surface-3").rgb)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["positive", "warning", "danger", "lock"])("%s is readable on its own tint", (name) => {
    const tint = blend(color(name).rgb, 0.12, color("surface-1").rgb);
    for (const text of [name, "text-1", "text-2"]) expect(contrast(color(text).rgb, tint)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["accent", "accent-hover", "danger-fill", "danger-fill-hover"])("text on %s is readable", (fill) => {
    expect(contrast(color("on-fill").rgb, color(fill).rgb)).toBeGreaterThanOrEqual(4.5);
  });

  test("the focus ring stands out from every surface", () => {
    for (const ground of [...grounds, "surface-3"]) {
      expect(contrast(color("accent-text").rgb, color(ground).rgb)).toBeGreaterThanOrEqual(3);
    }
  });
});
