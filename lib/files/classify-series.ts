import { basename, dirname, join } from "node:path";
import { type ArtworkName, readExtraFanart } from "./artwork-names.ts";
import { type UnknownFile, unknownFile } from "./classify.ts";
import { type EpisodeFile, type EpisodeNumbers, numbersOf } from "./episode-file.ts";
import {
  audioExtensions,
  type ExtraType,
  extensionOf,
  imageExtensions,
  subtitleExtensions,
  videoExtensions,
} from "./media-types.ts";
import { parseName } from "./names/parse.ts";
import { foldTitle } from "./names/text.ts";
import type { ParsedName } from "./names/types.ts";
import { baseOf, createOwnerIndex } from "./owner-index.ts";
import { type SeriesDisc, sortDiscs } from "./series-discs.ts";
import type { SeriesFolder } from "./series-folders.ts";
import { readSeasonPicture, readShowPicture } from "./show-artwork-names.ts";
import { readSubtitleName } from "./subtitle-names.ts";
import type { WalkedFile } from "./walk.ts";

/** A picture of a show, or of one of its seasons. */
export type ShowPicture = { file: WalkedFile; season: number | null } & ArtworkName;

/** One show as it lies in a folder. Facts by names alone. */
export type ClassifiedShow = {
  /** Absolute. Where episodes lie in no folder of their show: the one they would have below the library's root. */
  directoryPath: string;
  title: string;
  year: number | null;
  ids: ParsedName["ids"];
  files: EpisodeFile[];
  nfo: WalkedFile | null;
  seasonNfos: { season: number; file: WalkedFile }[];
  extras: { file: WalkedFile; kind: ExtraType }[];
  artwork: ShowPicture[];
  /** Pictures of its people (`.actors`), and what says nothing by itself. */
  companions: WalkedFile[];
};

export type ClassifiedSeriesFolder = { shows: ClassifiedShow[]; unknown: UnknownFile[] };

type Owner = { show: ClassifiedShow; episode: EpisodeFile };

type Context = {
  folder: SeriesFolder;
  shows: Map<string, ClassifiedShow>;
  /** Of each folder in it: the season its name gives. */
  seasons: Map<string, number>;
  byBase: ReturnType<typeof createOwnerIndex<Owner>>;
  siblings: ReadonlySet<string>;
  unknown: UnknownFile[];
};

/** Decides what each file of a show's folder is, by names alone: pure, nothing is read. Every file appears once. */
export function classifySeriesFolder(folder: SeriesFolder): ClassifiedSeriesFolder {
  const { discs, discFiles, others } = sortDiscs(folder);
  const context: Context = {
    folder,
    shows: new Map(),
    seasons: findSeasons(folder),
    byBase: createOwnerIndex([]),
    siblings: new Set(folder.files.map((file) => file.path)),
    unknown: [],
  };
  const extras: { file: WalkedFile; name: ParsedName }[] = [];
  for (const file of others.filter(isVideo)) {
    const name = parseName(nameFor(folder, file), { type: "tv" });
    if (name.extra !== null) extras.push({ file, name });
    else placeEpisode(context, file, name);
  }
  const ownerOfDisc = new Map(discs.flatMap((disc) => placeDisc(context, disc)));
  context.byBase = createOwnerIndex([...basesOfDiscs(ownerOfDisc), ...basesOf(context)]);
  for (const file of discFiles) attachDiscFile(context, file, ownerOfDisc);
  for (const { file, name } of extras) attachExtra(context, file, name);
  for (const file of others) if (!isVideo(file)) attach(context, file);
  for (const show of context.shows.values()) sortShow(show);
  return { shows: [...context.shows.values()], unknown: context.unknown };
}

const isVideo = (file: WalkedFile): boolean => videoExtensions.has(extensionOf(file.name));

/** A file's path as the name parser is to see it: from the show's folder on. */
function nameFor(folder: SeriesFolder, file: WalkedFile): string {
  const inside = file.path.slice(folder.path.length + 1);
  return folder.relativePath === "" || isShelf(folder) ? inside : `${basename(folder.path)}/${inside}`;
}

/** A shelf is a folder of its own alone; its name is no show's. */
const isShelf = (folder: SeriesFolder): boolean =>
  folder.isLoose && folder.folders.length === 1 && !namesSeason(folder);
const namesSeason = (folder: SeriesFolder): boolean => {
  const name = parseName(`${basename(folder.path)}/x.mkv`, { type: "tv" });
  return name.seasonNumber !== null || name.episodeNumbers.length > 0;
};

function findSeasons(folder: SeriesFolder): Map<string, number> {
  const seasons = new Map<string, number>();
  for (const path of folder.folders) {
    if (path === folder.path && !folder.isLoose) continue;
    const show = path === folder.path ? "" : `${basename(folder.path)}/`;
    const { seasonNumber, extra } = parseName(`${show}${basename(path)}/x.mkv`, { type: "tv" });
    if (seasonNumber !== null && extra === null) seasons.set(path, seasonNumber);
  }
  return seasons;
}

function placeEpisode(context: Context, file: WalkedFile, name: ParsedName): void {
  const numbers = numbersOf(name);
  if (numbers) addEpisode(context, { file, name, ...numbers });
  else context.unknown.push(unknownFile(file, reasonWithoutNumber(name)));
}

function addEpisode(context: Context, video: Pick<EpisodeFile, "file" | "name"> & EpisodeNumbers): Owner {
  const show = showOf(context, video.name);
  const episode: EpisodeFile = { ...video, nfos: [], subtitles: [], thumbs: [], companions: [] };
  show.files.push(episode);
  return { show, episode };
}

/** A disc in a folder of its own is the episode that the folder names. Returns it by the disc's folder. */
function placeDisc(context: Context, { entry, root, number }: SeriesDisc): [string, Owner][] {
  const name = parseName(nameFor(context.folder, entry), { type: "tv" });
  const numbers = numbersOf(name);
  if (numbers?.episodeNumbers.length !== 1) return [];
  return [[root, addEpisode(context, { file: entry, name: { ...name, part: name.part ?? number }, ...numbers })]];
}

/** What lies around a disc may be called as its folder is. */
const basesOfDiscs = (owners: ReadonlyMap<string, Owner>) =>
  [...owners].map(([root, owner]) => [join(root, basename(root)), owner] as const);

function attachDiscFile(context: Context, file: WalkedFile, owners: ReadonlyMap<string, Owner>): void {
  const owner = [...owners].find(([root]) => file.path.startsWith(`${root}/`))?.[1];
  if (owner?.episode.file === file) return;
  if (!owner) {
    const reason = "It is part of a disc, and the episodes on a disc cannot be told apart.";
    context.unknown.push(unknownFile(file, reason));
    return;
  }
  const extension = extensionOf(file.name);
  const isBeside = extension === "nfo" || subtitleExtensions.has(extension) || imageExtensions.has(extension);
  if (isBeside && context.byBase.find(file)) attach(context, file);
  else owner.episode.companions.push(file);
}

function reasonWithoutNumber({ episodeNumbers, absoluteNumbers }: ParsedName): string {
  const [half] = [...episodeNumbers, ...absoluteNumbers];
  if (half === undefined) return "Its name gives no episode number.";
  return `Its number ${half} lies between two episodes, and no episode has such a number.`;
}

function showOf({ folder, shows }: Context, name: ParsedName): ClassifiedShow {
  const own = folder.isLoose ? null : parseName(`${basename(folder.path)}/Season 1/x.mkv`, { type: "tv" });
  const title = own?.title ?? name.title ?? basename(folder.path);
  const key = folder.isLoose ? foldTitle(title) : "";
  const known = shows.get(key);
  if (known) return known;
  const root = folder.path.slice(0, folder.path.length - folder.relativePath.length).replace(/\/$/, "");
  const show: ClassifiedShow = {
    directoryPath: folder.isLoose ? join(root, looseFolderName(title)) : folder.path,
    title,
    year: own ? own.year : name.year,
    ids: own?.ids ?? name.ids,
    files: [],
    nfo: null,
    seasonNfos: [],
    extras: [],
    artwork: [],
    companions: [],
  };
  shows.set(key, show);
  return show;
}

/** One path for every spelling of a title, and never one that leads out of the root. */
const looseFolderName = (title: string): string =>
  title.replaceAll(/[/\0]/g, " ").replace(/^\.+/, "").trim() || "Unnamed";

function* basesOf({ shows }: Context): Generator<[string, Owner]> {
  for (const show of shows.values()) {
    for (const episode of show.files) yield [baseOf(episode.file.path), { show, episode }];
  }
}

/** The show of a folder that holds one; undefined where several or none lie. */
function onlyShow({ shows }: Context): ClassifiedShow | undefined {
  return shows.size === 1 ? shows.values().next().value : undefined;
}

function attachExtra(context: Context, file: WalkedFile, { extra }: ParsedName): void {
  const show = context.byBase.find(file)?.owner.show ?? onlyShow(context);
  if (show) show.extras.push({ file, kind: extra ?? "other" });
  else context.unknown.push(unknownFile(file, "It is an extra, and no show it belongs to was found beside it."));
}

function attach(context: Context, file: WalkedFile): void {
  const extension = extensionOf(file.name);
  const isTaken =
    extension === "nfo"
      ? attachNfo(context, file)
      : subtitleExtensions.has(extension)
        ? attachSubtitle(context, file)
        : imageExtensions.has(extension)
          ? attachPicture(context, file)
          : attachOther(context, file, extension);
  if (isTaken) return;
  const reason =
    context.shows.size === 0 ? "There is no episode in its folder." : "Its name fits no episode, season or show.";
  context.unknown.push(unknownFile(file, reason));
}

function attachNfo(context: Context, file: WalkedFile): boolean {
  const { owner } = context.byBase.find(file) ?? {};
  if (owner && context.byBase.at(baseOf(file.path)) === owner) {
    owner.episode.nfos.push(file);
    return true;
  }
  const show = onlyShow(context);
  if (!show || context.folder.isLoose) return false;
  const name = file.name.toLowerCase();
  const folder = dirname(file.path);
  if (name === "tvshow.nfo" && folder === context.folder.path) {
    show.nfo = file;
    return true;
  }
  const season =
    name === "season.nfo" ? context.seasons.get(folder) : readSeasonPicture(name.replace(/\.nfo$/, ""))?.season;
  if (typeof season !== "number") return false;
  show.seasonNfos.push({ season, file });
  return true;
}

/** Beside the episode, or in `Subs/<name of the episode>/2_English.srt` as releases have it. */
function attachSubtitle(context: Context, file: WalkedFile): boolean {
  const beside = context.byBase.find(file);
  const folder = dirname(file.path);
  const inSubs = [folder, dirname(folder)].find((path) => /^sub(?:s|title|titles)?$/i.test(basename(path)));
  const found =
    beside ??
    (inSubs === undefined
      ? undefined
      : inFolderOf(context, { file, name: folder === inSubs ? file.name : `${basename(folder)}.srt`, subs: inSubs }));
  if (!found) return false;
  const { episode } = found.owner;
  const isIndexed = extensionOf(file.name) === "sub" && context.siblings.has(`${file.path.slice(0, -3)}idx`);
  if (isIndexed) episode.companions.push(file);
  else {
    const suffix = folder === inSubs || inSubs === undefined ? found.suffix : basename(baseOf(file.path));
    episode.subtitles.push({ file, ...readSubtitleName(file.name, suffix) });
  }
  return true;
}

/** Looks a name up as if it stood in the folder that holds `Subs`. A folder's name has no extension to be cut off. */
function inFolderOf({ byBase }: Context, { file, name, subs }: { file: WalkedFile; name: string; subs: string }) {
  return byBase.find({ ...file, path: join(dirname(subs), name) });
}

function attachPicture(context: Context, file: WalkedFile): boolean {
  const folder = dirname(file.path);
  const parent = basename(folder).toLowerCase();
  const base = basename(baseOf(file.path));
  const owner =
    context.byBase.find(file) ??
    (parent === "metadata" ? context.byBase.find({ ...file, path: join(dirname(folder), file.name) }) : undefined);
  if (owner && /^(?:-thumb|-landscape)?$/i.test(owner.suffix)) {
    owner.owner.episode.thumbs.push(file);
    return true;
  }
  const show = onlyShow(context);
  if (!show || context.folder.isLoose || owner) return false;
  if (parent === ".actors") {
    show.companions.push(file);
    return true;
  }
  if (parent === "extrafanart") {
    show.artwork.push({ file, season: null, ...readExtraFanart(base) });
    return true;
  }
  const picture = pictureOf(context, { folder, base });
  if (picture) show.artwork.push({ file, ...picture });
  return picture !== undefined;
}

function pictureOf(
  { folder: unit, seasons }: Context,
  { folder, base }: { folder: string; base: string },
): Omit<ShowPicture, "file"> | undefined {
  const ofSeason = readSeasonPicture(base);
  if (ofSeason) {
    const { season, ...picture } = ofSeason;
    // A picture for all seasons stands behind those of the show itself.
    return season === "all" ? { ...picture, season: null, index: picture.index + 100 } : { ...picture, season };
  }
  const season = seasons.get(folder);
  if (folder !== unit.path && season === undefined) return undefined;
  const picture = readShowPicture(base);
  return picture && { ...picture, season: folder === unit.path ? null : (season ?? null) };
}

function attachOther(context: Context, file: WalkedFile, extension: string): boolean {
  const owner = context.byBase.find(file)?.owner;
  if (owner && (extension === "bif" || extension === "edl")) {
    owner.episode.companions.push(file);
    return true;
  }
  const show = onlyShow(context);
  const isTheme = audioExtensions.has(extension) && /^theme\d?$/i.test(basename(baseOf(file.path)));
  if (!show || !isTheme) return false;
  show.extras.push({ file, kind: "theme" });
  return true;
}

function sortShow(show: ClassifiedShow): void {
  const byPath = (a: { file: WalkedFile }, b: { file: WalkedFile }) => (a.file.path < b.file.path ? -1 : 1);
  show.files.sort(byPath);
  show.extras.sort(byPath);
  show.artwork.sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.index - b.index || byPath(a, b)));
  for (const episode of show.files) episode.subtitles.sort(byPath);
}
