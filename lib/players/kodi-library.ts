import { z } from "zod";
import { chunksOf } from "#lib/chunks.ts";
import type { KodiParams, KodiRpc } from "./kodi-rpc.ts";
import { asFolder, folderOf, isBelow, nameOf, trimEnd } from "./map-path.ts";

export type KodiItemKind = "movie" | "episode" | "series";
export type KodiItem = {
  kind: KodiItemKind;
  itemId: number;
  /** Its files; the folder of a series. */
  files: string[];
};

const numbered = { movieid: z.int().optional(), episodeid: z.int().optional(), tvshowid: z.int().optional() };
const entry = z.looseObject({ ...numbered, file: z.string().default("") });
const introspected = z.looseObject({
  types: z.record(z.string(), z.looseObject({ items: z.looseObject({ enums: z.array(z.string()) }).optional() })),
});

const kinds = {
  movie: { method: "VideoLibrary.GetMovies", list: "movies", id: "movieid", fields: "Video.Fields.Movie" },
  episode: { method: "VideoLibrary.GetEpisodes", list: "episodes", id: "episodeid", fields: "Video.Fields.Episode" },
  series: { method: "VideoLibrary.GetTVShows", list: "tvshows", id: "tvshowid", fields: "Video.Fields.TVShow" },
} as const satisfies Record<KodiItemKind, { method: string; list: string; id: keyof typeof numbered; fields: string }>;

/** What is asked of items; of it only what this Kodi has, because one unknown name makes the whole call fail. */
const wantedFields: readonly string[] = ["file"];
const pathsPerCall = 25;

/** The fields of a kind of items that this Kodi knows. */
async function knownFields(rpc: KodiRpc, kind: KodiItemKind): Promise<string[]> {
  const { fields } = kinds[kind];
  const filter = { id: fields, type: "type", getreferences: false };
  const answer = await rpc.call("JSONRPC.Introspect", { filter, getdescriptions: false }, introspected);
  const names = answer.types[fields]?.items?.enums ?? [];
  return wantedFields.filter((name) => names.includes(name));
}

/**
 * The items of Kodi's library that these files or folders are. Asks for those with the right names and compares whole
 * paths here, so that a library of any size is not read as a whole.
 */
export async function findItems(
  rpc: KodiRpc,
  { kind, paths }: { kind: KodiItemKind; paths: readonly string[] },
): Promise<Map<string, KodiItem[]>> {
  const found = new Map<string, KodiItem[]>();
  if (paths.length === 0) return found;
  const properties = await knownFields(rpc, kind);
  const { method, list } = kinds[kind];
  const answer = z.looseObject({ [list]: z.array(entry).optional() });
  for (let start = 0; start < paths.length; start += pathsPerCall) {
    const some = paths.slice(start, start + pathsPerCall);
    const params: KodiParams = { properties, filter: { or: some.flatMap((path) => filtersFor(kind, path)) } };
    const { [list]: entries = [] } = await rpc.call(method, params, answer);
    const items = z
      .array(entry)
      .parse(entries)
      .flatMap((each) => itemOf(kind, each));
    for (const path of some) {
      const own = items.filter((item) => item.files.some((file) => isSame(file, path)));
      if (own.length > 0) found.set(path, own);
    }
  }
  return found;
}

function filtersFor(kind: KodiItemKind, path: string) {
  const name = nameOf(path);
  if (kind === "series") return [{ field: "path", operator: "contains", value: name }];
  // Where it is a part of one film, its commas are doubled.
  const names = name.includes(",") ? [name, doubled(name)] : [name];
  return names.map((value) => ({ field: "filename", operator: "contains", value }));
}

const doubled = (name: string): string => name.replaceAll(",", ",,");

function itemOf(kind: KodiItemKind, each: z.output<typeof entry>): KodiItem[] {
  const itemId = each[kinds[kind].id];
  return itemId === undefined ? [] : [{ kind, itemId, files: filesOf(each.file) }];
}

/** Parts of one film are one file to Kodi: `stack://one , other`, with commas of names doubled. */
function filesOf(file: string): string[] {
  if (!file.startsWith("stack://")) return [file];
  return file
    .slice("stack://".length)
    .split(" , ")
    .map((part) => part.replaceAll(",,", ","));
}

const isSame = (one: string, other: string) => trimEnd(one) === trimEnd(other);

/** The shows whose folder a path lies in, by that path. */
export async function findShows(rpc: KodiRpc, paths: readonly string[]): Promise<Map<string, KodiItem>> {
  const parents = new Map<string, string[]>();
  for (const path of paths) parents.set(path, foldersAbove(path));
  const folders = [...new Set([...parents.values()].flat())];
  const shows = new Map<string, KodiItem>();
  for (const some of chunksOf(folders)) {
    const found = await findItems(rpc, { kind: "series", paths: some });
    for (const [folder, [show]] of found) if (show) shows.set(folder, show);
  }
  const own = new Map<string, KodiItem>();
  for (const [path, above] of parents) {
    const show = above.map((folder) => shows.get(folder)).find((one) => one !== undefined);
    if (show) own.set(path, show);
  }
  return own;
}

/** The two folders above a file: its season's, and that of the show. */
function foldersAbove(path: string): string[] {
  const first = folderOf(path);
  const second = folderOf(first);
  return [first, second].filter((folder) => trimEnd(folder) !== "" && !/^[a-z]+:\/*$/i.test(trimEnd(folder)));
}

const sources = z.looseObject({ sources: z.array(z.looseObject({ file: z.string() })).optional() });

/** Folders that Kodi reads videos from. A source of several folders is one of each. */
export async function listSources(rpc: KodiRpc): Promise<string[]> {
  const found = await rpc.call("Files.GetSources", { media: "video" }, sources);
  return (found.sources ?? []).flatMap(({ file }) => multipathParts(file)).map(asFolder);
}

function multipathParts(file: string): string[] {
  if (!file.startsWith("multipath://")) return [file];
  return file
    .slice("multipath://".length)
    .split("/")
    .filter((part) => part !== "")
    .map((part) => decodeURIComponent(part));
}

/** Whether one of Kodi's sources holds a path. */
export const isInSources = (folders: readonly string[], path: string): boolean =>
  folders.some((folder) => isBelow(folder, path));
