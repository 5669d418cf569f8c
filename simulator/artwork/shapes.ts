import type { Palette } from "./palettes.ts";

/** What a scene is drawn with: its size, its colours and its own repeatable chance. */
export type Stage = { width: number; height: number; palette: Palette; random: () => number };

/** A chance number from `from` to `to`. */
export const between = (random: () => number, from: number, to: number) => from + random() * (to - from);
/** 0 … count - 1. */
export const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A filled circle. */
export function disc(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${fill}" opacity="${opacity}"/>`;
}

/** A filled polygon. */
export function shape(points: [number, number][], fill: string, opacity = 1): string {
  const list = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return `<polygon points="${list}" fill="${fill}" opacity="${opacity}"/>`;
}

/** Points of light over the upper part. */
export function stars({ width, height, palette, random }: Stage, count: number): string {
  return range(count)
    .map(() =>
      disc(random() * width, random() * height * 0.75, between(random, 1, 4), palette.light, between(random, 0.3, 0.9)),
    )
    .join("");
}

/** A jagged horizon from side to side, filled down to the bottom edge. */
export function horizon(
  { width, height, random }: Stage,
  base: number,
  rise: number,
  steps: number,
  fill: string,
): string {
  const points: [number, number][] = [[0, height]];
  for (const step of range(steps + 1)) {
    points.push([(step / steps) * width, base - (step % 2 === 0 ? random() * 0.35 : 0.5 + random() * 0.5) * rise]);
  }
  return shape([...points, [width, height]], fill);
}
