import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { videoPattern } from "./video-names.ts";

/** A library of a simulated server: a folder of films or of series. */
export type ServerLibrary = { folder: string; content: "movies" | "tvshows" };
export type ServerItem = {
  itemId: string;
  kind: "movie" | "series" | "episode";
  path: string;
  /** The series of an episode. */
  seriesId?: string;
  /** How often it was read. */
  reads: number;
};

/** What Jellyfin, Emby and Plex have of their folders. They look when told to, and each item remembers how often it was read. */
export function serverItems(libraries: readonly ServerLibrary[]) {
  let items: ServerItem[] = [];
  let lastId = 0;

  function add(kind: ServerItem["kind"], path: string, seriesId?: string): ServerItem {
    const known = items.find((item) => item.kind === kind && item.path === path);
    if (known) return known;
    lastId += 1;
    const item = { itemId: String(lastId), kind, path, reads: 1, ...(seriesId === undefined ? {} : { seriesId }) };
    items.push(item);
    return item;
  }

  function walk(folder: string, onVideo: (path: string) => void): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path, onVideo);
      else if (videoPattern.test(entry.name)) onVideo(path);
    }
  }

  function scanLibrary({ folder, content }: ServerLibrary, below: string): void {
    items = items.filter(({ path }) => !isInside(below, path) || existsSync(path));
    if (!existsSync(below)) return;
    const start = statSync(below).isDirectory() ? below : join(below, "..");
    walk(start, (path) => {
      if (content === "movies") return void add("movie", path);
      const [show = ""] = path.slice(folder.length + 1).split("/");
      const series = add("series", join(folder, show));
      add("episode", path, series.itemId);
    });
  }

  const libraryOf = (path: string) => libraries.find(({ folder }) => isInside(folder, path));
  return {
    libraries: () => libraries,
    list: (kind: ServerItem["kind"]) => items.filter((item) => item.kind === kind),
    libraryOf,
    /** Looks at a file or folder: adds what is new, forgets what is gone. */
    look: (path: string) => {
      const library = libraryOf(path);
      if (library) scanLibrary(library, path);
    },
    read: (itemId: string): boolean => {
      const item = items.find((one) => one.itemId === itemId);
      if (item) item.reads += 1;
      return item !== undefined;
    },
  };
}

export type ServerItems = ReturnType<typeof serverItems>;

const isInside = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);
