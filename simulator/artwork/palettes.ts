/** Five colours of one mood: sky above, sky below, far shapes, near shapes, and the light that draws the eye. */
export type Palette = { high: string; low: string; far: string; near: string; light: string };

const night: Palette[] = [
  { high: "#0b1026", low: "#3a2d6b", far: "#221a4d", near: "#0a0a1f", light: "#ffd98a" },
  { high: "#04151f", low: "#14606e", far: "#0d3b47", near: "#041016", light: "#8ff0e0" },
  { high: "#170b16", low: "#7a1f3d", far: "#4a1230", near: "#12060e", light: "#ff9d6c" },
];
const dusk: Palette[] = [
  { high: "#2b1b4e", low: "#ff7b54", far: "#8b3a62", near: "#22113a", light: "#ffe29a" },
  { high: "#123a5e", low: "#f3a65a", far: "#5a5f7d", near: "#101f33", light: "#fff1c9" },
  { high: "#5c1a1b", low: "#f2a541", far: "#a23e2a", near: "#2a0c0e", light: "#ffe8b5" },
];
const day: Palette[] = [
  { high: "#3f8efc", low: "#c9f0ff", far: "#6fb98f", near: "#1f6650", light: "#fff6b7" },
  { high: "#f26b5e", low: "#ffd9a0", far: "#e08e6d", near: "#7b2d45", light: "#fff7e0" },
  { high: "#2a9d8f", low: "#e9f5c9", far: "#71b48d", near: "#1d4e4a", light: "#ffd166" },
];
const cold: Palette[] = [
  { high: "#1b2a38", low: "#9fb8c4", far: "#5d7a89", near: "#14202a", light: "#f4f1e4" },
  { high: "#20242b", low: "#8d8f8a", far: "#55585a", near: "#121417", light: "#e8dcc0" },
  { high: "#0f2f2f", low: "#b7c9a8", far: "#56766a", near: "#0b1d1d", light: "#fdf3cf" },
];
const neon: Palette[] = [
  { high: "#0a0320", low: "#c2187a", far: "#4b0f6b", near: "#08021a", light: "#35e0ff" },
  { high: "#03141a", low: "#0f8f6f", far: "#065246", near: "#020b0e", light: "#d7ff5c" },
  { high: "#180a2e", low: "#ff6a3d", far: "#7a1f6e", near: "#0d0519", light: "#ffe14d" },
];

const moods: Readonly<Record<string, Palette[]>> = {
  "Science Fiction": [...neon, ...night],
  Horror: [...night, ...cold],
  War: [...cold, ...dusk],
  Drama: [...dusk, ...cold],
  Romance: [...dusk, ...day],
  Comedy: [...day, ...dusk],
  Family: [...day, ...dusk],
  Animation: [...day, ...dusk],
  Western: dusk,
  Thriller: [...night, ...neon],
  Crime: [...night, ...cold],
};

/** The palettes that suit the genres: those of the first two, so that a film keeps its mood over all its pictures. */
export function palettesFor(genres: readonly string[]): Palette[] {
  const fitting = genres.flatMap((genre) => moods[genre] ?? []);
  return fitting.length > 0 ? [...new Set(fitting)] : [...dusk, ...night, ...cold];
}
