import { z } from "zod";
import { kodiFilter, matches } from "./kodi-filter.ts";
import type { KodiEntry } from "./kodi-library.ts";
import type { KodiMachine } from "./kodi-machine.ts";

/** Property names that this Kodi knows. One that is not here makes the whole call fail. */
const fields = {
  "Video.Fields.Movie": ["title", "plot", "year", "file", "art", "dateadded", "uniqueid"],
  "Video.Fields.Episode": ["title", "plot", "season", "episode", "file", "art", "tvshowid", "uniqueid"],
  "Video.Fields.TVShow": ["title", "plot", "year", "file", "art", "uniqueid"],
} as const;
type FieldType = keyof typeof fields;

class BadParams extends Error {}

const id = z.int().positive();
const listParams = z.strictObject({ properties: z.array(z.string()).default([]), filter: kodiFilter.optional() });
const fileParams = z.strictObject({ directory: z.string().default(""), showdialogs: z.boolean().default(true) });
const refreshFlags = { ignorenfo: z.boolean().default(false), title: z.string().optional() };

/** What each method takes and answers. */
const methods: Record<string, (kodi: KodiMachine, params: unknown) => unknown> = {
  "JSONRPC.Ping": () => "pong",
  "JSONRPC.Introspect": (_kodi, params) => {
    const { filter } = read(z.looseObject({ filter: z.looseObject({ id: z.string(), type: z.string() }) }), params);
    const known = Object.entries(fields).find(([name]) => name === filter.id && filter.type === "type");
    if (!known) throw new BadParams();
    const [name, enums] = known;
    return { types: { [name]: { extends: "Item.Fields.Base", id: name, items: { enums, type: "string" } } } };
  },
  "Application.GetProperties": () => ({ name: "Kodi", version: { major: 20, minor: 1, tag: "stable" } }),
  "XBMC.GetInfoLabels": (_kodi, params) => {
    const { labels } = read(z.strictObject({ labels: z.array(z.string()).min(1) }), params);
    return Object.fromEntries(labels.map((label) => [label, label === "System.FriendlyName" ? "Simulated Kodi" : ""]));
  },
  "XBMC.GetInfoBooleans": (kodi, params) => {
    const { booleans } = read(z.strictObject({ booleans: z.array(z.string()).min(1) }), params);
    return Object.fromEntries(booleans.map((name) => [name, name.startsWith("Library.IsScanning") && kodi.isBusy()]));
  },
  "Player.GetActivePlayers": (kodi) =>
    kodi.isPlaying() ? [{ playerid: 1, playertype: "internal", type: "video" }] : [],
  "Files.GetSources": (kodi) => ({
    sources: kodi.library.roots().map(({ path }, index) => ({ file: path, label: `Source ${index + 1}` })),
  }),
  "Files.GetDirectory": (kodi, params) => {
    const { directory } = read(z.looseObject({ directory: z.string() }), params);
    const names = kodi.library.readFolder(directory);
    if (!names) throw new BadParams();
    return { files: names.map((name) => ({ file: directory + name, label: name })) };
  },
  "VideoLibrary.GetMovies": (kodi, params) =>
    list(kodi, { params, kind: "movie", name: "movies", type: "Video.Fields.Movie" }),
  "VideoLibrary.GetEpisodes": (kodi, params) =>
    list(kodi, { params, kind: "episode", name: "episodes", type: "Video.Fields.Episode" }),
  "VideoLibrary.GetTVShows": (kodi, params) =>
    list(kodi, { params, kind: "series", name: "tvshows", type: "Video.Fields.TVShow" }),
  "VideoLibrary.Scan": (kodi, params) => {
    kodi.scan(read(fileParams, params));
    return "OK";
  },
  "VideoLibrary.Clean": (kodi, params) => {
    const content = z.enum(["video", "movies", "tvshows", "musicvideos"]).default("video");
    kodi.clean(read(fileParams.extend({ content }), params));
    return "OK";
  },
  "VideoLibrary.RefreshMovie": (kodi, params) => {
    const { movieid, ignorenfo } = read(z.strictObject({ movieid: id, ...refreshFlags }), params);
    return refresh(kodi, { kind: "movie", id: movieid, ignorenfo });
  },
  "VideoLibrary.RefreshEpisode": (kodi, params) => {
    const { episodeid, ignorenfo } = read(z.strictObject({ episodeid: id, ...refreshFlags }), params);
    return refresh(kodi, { kind: "episode", id: episodeid, ignorenfo });
  },
  "VideoLibrary.RefreshTVShow": (kodi, params) => {
    const shape = z.strictObject({ tvshowid: id, refreshepisodes: z.boolean().default(false), ...refreshFlags });
    const { tvshowid, ignorenfo, refreshepisodes } = read(shape, params);
    return refresh(kodi, { kind: "series", id: tvshowid, ignorenfo, refreshepisodes });
  },
  "VideoLibrary.RemoveTVShow": (kodi, params) => {
    const { tvshowid } = read(z.strictObject({ tvshowid: id }), params);
    if (!kodi.library.remove("series", tvshowid)) throw new BadParams();
    return "OK";
  },
  "Textures.GetTextures": () => ({ textures: [] }),
  "Textures.RemoveTexture": () => "OK",
};

type RefreshParams = { kind: KodiEntry["kind"]; id: number; ignorenfo: boolean; refreshepisodes?: boolean };

function refresh(kodi: KodiMachine, { kind, id: itemId, ignorenfo, refreshepisodes = false }: RefreshParams): string {
  if (!kodi.library.entries().some((entry) => entry.kind === kind && entry.id === itemId)) throw new BadParams();
  // Without the NFO the local scraper knows nothing, and nothing changes.
  if (!ignorenfo) kodi.refresh(kind, itemId, refreshepisodes);
  return "OK";
}

type Listing = { params: unknown; kind: KodiEntry["kind"]; name: string; type: FieldType };

function list(kodi: KodiMachine, { params, kind, name, type }: Listing): object {
  const { properties, filter } = read(listParams, params);
  const known: readonly string[] = fields[type];
  if (!properties.every((property) => known.includes(property))) throw new BadParams();
  const found = kodi.library.entries().filter((entry) => entry.kind === kind && (!filter || matches(entry, filter)));
  const limits = { start: 0, end: found.length, total: found.length };
  if (found.length === 0) return { limits };
  const idName = { movie: "movieid", episode: "episodeid", series: "tvshowid" }[kind];
  const shown = found.map((entry) => ({
    [idName]: entry.id,
    label: entry.title,
    ...Object.fromEntries(Object.entries(entry).filter(([key]) => properties.includes(key))),
  }));
  return { limits, [name]: shown };
}

function read<T>(schema: z.ZodType<T>, params: unknown): T {
  const parsed = schema.safeParse(params ?? {});
  if (!parsed.success) throw new BadParams();
  return parsed.data;
}

const call = z.looseObject({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.number(), z.string(), z.null()]).optional(),
  method: z.string(),
  params: z.unknown().optional(),
});

export type KodiCall = { method: string; params: unknown };

/** Answers one request or a batch, in Kodi's words. `onCall` is told of each. */
export function answerRpc(kodi: KodiMachine, text: string, onCall: (call: KodiCall) => void): object {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return failed(null, -32700, "Parse error.");
  }
  return Array.isArray(request) ? request.map((one) => answerOne(kodi, one, onCall)) : answerOne(kodi, request, onCall);
}

function answerOne(kodi: KodiMachine, request: unknown, onCall: (call: KodiCall) => void): object {
  const parsed = call.safeParse(request);
  if (!parsed.success) return failed(null, -32600, "Invalid request.");
  const { id: requestId = null, method, params } = parsed.data;
  onCall({ method, params });
  const answer = methods[method];
  if (!answer) return failed(requestId, -32601, "Method not found.");
  try {
    return { id: requestId, jsonrpc: "2.0", result: answer(kodi, params) };
  } catch (error) {
    if (!(error instanceof BadParams)) throw error;
    return failed(requestId, -32602, "Invalid params.");
  }
}

const failed = (requestId: number | string | null, code: number, message: string) => ({
  error: { code, message },
  id: requestId,
  jsonrpc: "2.0",
});
