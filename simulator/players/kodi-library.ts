import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { videoPattern } from "./video-names.ts";

/** A source of the simulated Kodi: a folder on disk, by the path that Kodi has for it. */
export type KodiSource = {
  folder: string;
  /** As Kodi sees it; the folder itself when absent. */
  path?: string;
  content: "movies" | "tvshows";
};

export type KodiEntry = {
  kind: "movie" | "series" | "episode";
  id: number;
  /** As Kodi sees it; the folder of a series, with a slash at its end. */
  file: string;
  title: string;
  plot: string;
  art: Record<string, string>;
};

const artPattern = /(?:^|-)(poster|fanart|banner|landscape|clearlogo|clearart|discart|keyart)\.(?:jpg|png)$/i;

/**
 * What Kodi has in its library, and what it thinks lies on the disk. It keeps listings of folders: what a listing does not
 * say it does not see, until it reads the folder again.
 */
export function kodiLibrary(sources: readonly KodiSource[]) {
  const entries: KodiEntry[] = [];
  const listings = new Map<string, string[]>();
  const roots = sources.map(({ folder, path = folder, content }) => ({ folder, content, path: withSlash(path) }));

  /** The place on disk of a path of Kodi's. */
  function diskOf(path: string): string | undefined {
    const root = roots.find((one) => path.startsWith(one.path));
    return root && join(root.folder, path.slice(root.path.length));
  }

  function readFolder(path: string): string[] | undefined {
    const disk = diskOf(path);
    if (disk === undefined || !existsSync(disk) || !statSync(disk).isDirectory()) return undefined;
    const names = readdirSync(disk, { withFileTypes: true }).map((one) => one.name + (one.isDirectory() ? "/" : ""));
    listings.set(withSlash(path), names);
    return names;
  }

  /** By the listing that is kept, else by the disk. */
  const listFolder = (path: string): string[] => listings.get(withSlash(path)) ?? readFolder(path) ?? [];

  const hasFile = (path: string): boolean => {
    const disk = diskOf(path);
    if (disk === undefined || !existsSync(dirname(disk))) return false;
    return listFolder(folderOf(path)).includes(basename(path));
  };

  /** The next id of a table whose rows were deleted: that of the newest row is given again. */
  const nextId = (kind: KodiEntry["kind"]) =>
    Math.max(0, ...entries.filter((entry) => entry.kind === kind).map(({ id }) => id)) + 1;

  function readEntry(kind: KodiEntry["kind"], path: string): Omit<KodiEntry, "id"> | undefined {
    const folder = kind === "series" ? withSlash(path) : folderOf(path);
    const stem = basename(path).replace(/\.[^.]*$/, "");
    const names =
      kind === "series" ? ["tvshow.nfo"] : kind === "movie" ? [`${stem}.nfo`, "movie.nfo"] : [`${stem}.nfo`];
    const listed = listFolder(folder);
    const nfo = names.find((name) => listed.includes(name));
    const disk = nfo && diskOf(folder + nfo);
    if (disk === undefined || !existsSync(disk)) return undefined;
    const text = readFileSync(disk, "utf8");
    const title = textOf(text, "title");
    if (title === "") return undefined;
    const own = listed.filter((name) => kind === "series" || name.startsWith(stem) || !name.includes("-"));
    const art = own.flatMap((name) => {
      const type = artPattern.exec(name)?.[1]?.toLowerCase();
      return type === undefined ? [] : [[type, `image://${encodeURIComponent(folder + name)}/`] as const];
    });
    return {
      kind,
      file: kind === "series" ? folder : path,
      title,
      plot: textOf(text, "plot"),
      art: Object.fromEntries(art),
    };
  }

  function add(kind: KodiEntry["kind"], path: string): KodiEntry | undefined {
    const file = kind === "series" ? withSlash(path) : path;
    if (entries.some((entry) => entry.kind === kind && entry.file === file)) return undefined;
    const read = readEntry(kind, path);
    if (!read) return undefined;
    const entry = { ...read, id: nextId(kind) };
    entries.push(entry);
    return entry;
  }

  /** New items below a folder. Known ones are passed over, whatever became of their NFO. */
  function scanFolder(path: string, content: KodiSource["content"], isShow = false): KodiEntry[] {
    const names = readFolder(path);
    if (!names) return [];
    const added: KodiEntry[] = [];
    const keep = (entry: KodiEntry | undefined) => entry && added.push(entry);
    const isHere = content === "tvshows" && names.includes("tvshow.nfo");
    if (isHere) keep(add("series", path));
    for (const name of names) {
      if (name.endsWith("/")) added.push(...scanFolder(withSlash(path) + name, content, isShow || isHere));
      else if (videoPattern.test(name) && (content === "movies" || isShow || isHere)) {
        keep(add(content === "movies" ? "movie" : "episode", withSlash(path) + name));
      }
    }
    return added;
  }

  return {
    entries: () => entries,
    roots: () => roots,
    readFolder,
    /**
     * A scan of a folder: nothing when it lies in no source, or when it is new and the listing above it is kept. Inside a
     * known show and at the root of a source everything is read.
     */
    scan: (directory: string): KodiEntry[] => {
      if (directory === "") return roots.flatMap((root) => scanFolder(root.path, root.content));
      const folder = withSlash(directory);
      const root = roots.find((one) => folder.startsWith(one.path));
      if (!root) return [];
      const show = entries.find((entry) => entry.kind === "series" && folder.startsWith(entry.file));
      const isRoot = folder === root.path;
      const isListed = listFolder(folderOf(folder)).includes(`${basename(folder)}/`);
      return isRoot || show || isListed ? scanFolder(folder, root.content, show !== undefined) : [];
    },
    /** Reads an item again. Films and episodes get another id. Without an NFO it stays as it is. */
    refresh: (kind: KodiEntry["kind"], id: number): KodiEntry | undefined => {
      const index = entries.findIndex((entry) => entry.kind === kind && entry.id === id);
      const before = entries[index];
      const read = before && readEntry(kind, before.file.replace(/\/$/, ""));
      if (!before || !read) return undefined;
      entries.splice(index, 1);
      const entry = { ...read, id: kind === "series" ? id : nextId(kind) };
      entries.push(entry);
      return entry;
    },
    remove: (kind: KodiEntry["kind"], id: number): boolean => {
      const index = entries.findIndex((entry) => entry.kind === kind && entry.id === id);
      if (index >= 0) entries.splice(index, 1);
      return index >= 0;
    },
    /** Takes out what is gone. A show that loses its last episode stays until it is taken out by name. */
    clean: (directory: string, content: string): KodiEntry[] => {
      const kinds = content === "movies" ? ["movie"] : content === "tvshows" ? ["episode"] : ["movie", "episode"];
      const isHere = ({ kind, file }: KodiEntry) =>
        !kinds.includes(kind) || !file.startsWith(directory) || hasFile(file);
      const gone = entries.filter((entry) => !isHere(entry));
      for (const entry of gone) entries.splice(entries.indexOf(entry), 1);
      return gone;
    },
  };
}

export type KodiLibrary = ReturnType<typeof kodiLibrary>;

const withSlash = (path: string) => (path.endsWith("/") ? path : `${path}/`);
const folderOf = (path: string) => path.replace(/[^/]+\/?$/, "");
const textOf = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
