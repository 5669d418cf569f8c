import { withUnit } from "#lib/in-words.ts";

/** "2 h 8 min". */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** How long a file plays; short ones in seconds. */
export const formatDuration = (seconds: number): string =>
  seconds < 60 ? `${Math.round(seconds)} s` : formatMinutes(seconds / 60);

/** A film's name as people write it. */
export function nameOfFilm({ title, year }: { title: string; year: number | null }): string {
  return year === null ? title : `${title} (${year})`;
}

/** "12.4 Mbit/s". */
export const formatBitRate = (bitsPerSecond: number): string =>
  withUnit(bitsPerSecond, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"]);

const languages = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** "German" for `de` or `deu`; a code nobody knows is shown as it is. */
export function nameOfLanguage(code: string | null): string {
  if (code === null || code === "" || code === "und") return "Unknown";
  try {
    return languages.of(code) ?? code;
  } catch {
    // Not the shape of a language code at all, as some files have it.
    return code;
  }
}

/** "5.1", "Stereo". */
export function nameOfChannels(channels: number): string {
  const names: Readonly<Record<number, string>> = { 1: "Mono", 2: "Stereo", 6: "5.1", 7: "6.1", 8: "7.1" };
  return names[channels] ?? `${channels} channels`;
}

/** "4K", "1080p": what people call a picture of this size. Wide films have fewer lines than their name says. */
export function nameOfResolution({ width, height }: { width: number; height: number }): string {
  const steps = [
    { name: "8K", width: 7000, height: 4000 },
    { name: "4K", width: 3200, height: 1800 },
    { name: "1440p", width: 2500, height: 1400 },
    { name: "1080p", width: 1800, height: 1000 },
    { name: "720p", width: 1200, height: 700 },
    { name: "576p", width: 1000, height: 560 },
  ];
  return steps.find((step) => width >= step.width || height >= step.height)?.name ?? "480p";
}

const ratingNames: Readonly<Record<string, string>> = {
  imdb: "IMDb",
  themoviedb: "TMDB",
  tvmaze: "TVmaze",
  metacritic: "Metacritic",
  tomatometerallcritics: "Rotten Tomatoes",
  tomatometerallaudience: "RT audience",
  trakt: "Trakt",
  letterboxd: "Letterboxd",
};

/** Who rates, under the name people know. */
export const nameOfRating = (source: string): string => ratingNames[source] ?? source;

/** "7.3", or "84 %" where the scale is a hundred. */
export const formatRating = ({ value, max }: { value: number; max: number }): string =>
  max === 100 ? `${Math.round(value)} %` : max === 10 ? value.toFixed(1) : `${value} / ${max}`;

export const formatCount = (count: number): string => new Intl.NumberFormat("en").format(count);
