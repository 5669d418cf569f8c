import { filesOf, type TreeFilm, type TreeShow, words } from "./testing-tree.ts";

/** What a library of films holds, in lines that compare well. */
export type FilmContent = {
  films: string[];
  media: string[];
  subtitles: string[];
  extras: string[];
  unknown: string[];
};
/** The same for series. */
export type ShowContent = Omit<FilmContent, "films"> & { series: string[]; seasons: string[]; episodes: string[] };

const isMedia = (role: string) => /^(?:video|version|part)\b/.test(role);
const after = (role: string, word: string) => role.slice(word.length + 1);

/** The rows that the tree's table asks for. */
export function expectedFilms(tree: readonly TreeFilm[]): FilmContent {
  const content: FilmContent = { films: [], media: [], subtitles: [], extras: [], unknown: [] };
  for (const folder of tree) {
    const files = filesOf(folder);
    const main = files.find(({ role }) => isMedia(role));
    const { row } = folder;
    if (row && !main) throw new Error(`No video: ${folder.at}`);
    if (row && main) content.films.push(filmLine({ ...row, path: main.path }));
    for (const { path, role } of files) {
      const of = main ? ` of ${main.path}` : "";
      if (isMedia(role)) content.media.push(`${path} | ${role.replace("video", "version")}${of}`);
      else if (role.startsWith("sub ")) content.subtitles.push(`${path} | ${after(role, "sub")}${of}`);
      else if (/^(?:extra|trailer) /.test(role)) content.extras.push(`${path} | ${role.split(" ")[1]}${of}`);
      else if (role.startsWith("unknown ")) content.unknown.push(`${path} | ${after(role, "unknown")}`);
    }
  }
  return sorted(content);
}

export const filmLine = (film: {
  path: string;
  title: string;
  year: number | null;
  tmdbId?: number | null;
  imdbId?: string | null;
  collection?: string | null;
}): string => words([`${film.path} |`, film.title, film.year, film.tmdbId, film.imdbId, film.collection]);

const episodeRole = /^(\d+)x([\d+]+)(?: (absolute|date|provisional))?(?: part (\d+))?(?: (version))?(?: = (.+))?$/;

/** The rows that the tree's table asks for. */
export function expectedShows(tree: readonly TreeShow[]): ShowContent {
  const content = {
    series: [],
    seasons: [],
    episodes: [],
    media: [],
    subtitles: [],
    extras: [],
    unknown: [],
  } as ShowContent;
  const seasons = new Set<string>();
  for (const folder of tree) {
    const show = folder.show ?? folder.at;
    if (folder.row) content.series.push(words([`${show} |`, ...Object.values(folder.row)]));
    for (const { path, role } of filesOf(folder)) {
      const video = episodeRole.exec(role);
      if (video) {
        const [, season = "", list = "", numbering = "aired", part, version, title] = video;
        const numbers = list.split("+");
        seasons.add(words([`${show} | ${season}`, folder.seasons?.[Number(season)]]));
        content.media.push(`${path} | ${part ? `part ${part}` : "version"} of ${show} ${season}x${numbers[0]}`);
        if (version || Number(part ?? 1) > 1) continue;
        for (const number of numbers) {
          const key = `${season}x${number}`;
          content.episodes.push(words([`${show} ${key} ${numbering} |`, path, folder.titles?.[key] ?? title]));
        }
      } else if (role.startsWith("sub ")) {
        const [, numbers = "", ...rest] = role.split(" ");
        content.subtitles.push(`${path} | ${rest.join(" ")} of ${show} ${numbers.split("+")[0]}`);
      } else if (/^(?:extra|trailer) /.test(role)) content.extras.push(`${path} | ${role.split(" ")[1]} of ${show}`);
      else if (role.startsWith("unknown ")) content.unknown.push(`${path} | ${after(role, "unknown")}`);
    }
  }
  return sorted({ ...content, seasons: [...seasons] });
}

/** Each list in one order, whatever the order of the rows. */
export function sorted<T extends Record<string, string[]>>(content: T): T {
  return Object.fromEntries(Object.entries(content).map(([name, lines]) => [name, lines.toSorted()])) as T;
}
