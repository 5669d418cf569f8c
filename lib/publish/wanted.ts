import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { ChosenPicture } from "#lib/artwork/candidate-rows.ts";
import type { NfoEntity, NfoKept, NfoKind } from "#lib/files/nfo/types.ts";
import { writeNfo } from "#lib/files/nfo/write.ts";
import type { ChosenTrailer } from "#lib/trailers/chosen-trailers.ts";
import type { CastMember, NfoRecord } from "./facts.ts";
import { hasPortraits, maxNameBytes, portraitFolder, portraitName, readsFormat } from "./names.ts";
import type { NfoBefore, NfoPlace } from "./nfo-before.ts";
import type { WantedFile } from "./plan.ts";
import { type ProfileName, type PublishKind, type PublishPlan, profileLabels, trailerKind } from "./vocabulary.ts";

/** Whose part of an NFO it is: of a file with several episodes each is one. */
export type NfoPart = {
  entityType: NfoRecord["entityType"];
  entityId: number;
  entity: NfoEntity;
  kept: NfoKept | undefined;
};

export type WantedNfo = { path: string; kind: NfoKind; text: string; bytes: Uint8Array; parts: NfoPart[] };

export type Wanted = {
  files: WantedFile[];
  /** Their paths. */
  taken: Set<string>;
  nfos: WantedNfo[];
  /** Where the bytes of a picture or trailer lie in the cache, relative to DATA_DIR, by its hash. */
  sources: Map<string, string>;
  pending: Set<PublishKind>;
  problems: PublishPlan["problems"];
};

export const noneWanted = (): Wanted => ({
  files: [],
  taken: new Set(),
  nfos: [],
  sources: new Map(),
  pending: new Set(),
  problems: [],
});

/** Gives the NFO of an owner as it was, by its path and its place in it. */
export type BeforeOf = (
  owner: Pick<NfoPart, "entityType" | "entityId">,
  place: { path: string } & NfoPlace,
) => NfoBefore;

type NfoSource = Pick<NfoPart, "entityType" | "entityId"> & {
  entityOf(before: NfoEntity | undefined): NfoEntity;
  /** Of an episode, by which its root is found among others. */
  numbers?: NfoPlace["numbers"];
  /** Elements that Metarr writes without reading them. */
  keptOf?(kept: NfoKept | undefined): NfoKept | undefined;
};

/** Adds the NFO at a path, with one root for each of its owners. */
export function addNfo(
  wanted: Wanted,
  params: { path: string; kind: NfoKind; owners: readonly NfoSource[]; beforeOf: BeforeOf },
): void {
  const { path, kind, owners, beforeOf } = params;
  if (isTooLong(wanted, path) || !take(wanted, path)) return;
  const parts = owners.map(({ entityType, entityId, entityOf, numbers, keptOf }, at): NfoPart => {
    const before = beforeOf({ entityType, entityId }, { path, at, numbers });
    return {
      entityType,
      entityId,
      entity: entityOf(before.entity),
      kept: keptOf ? keptOf(before.kept) : before.kept,
    };
  });
  const kept = parts.map((part) => part.kept ?? nothingKept);
  const text = writeNfo({ kind, entities: parts.map(({ entity }) => entity), kept });
  const bytes = new TextEncoder().encode(text);
  wanted.nfos.push({ path, kind, text, bytes, parts });
  const hash = createHash("sha256").update(bytes).digest("hex");
  wanted.files.push({ path, kind: "nfo", rank: 1, hash, sizeBytes: bytes.byteLength, cacheFileId: null });
}

const nothingKept: NfoKept = { elements: [], children: {}, attributes: {} };

export type Pictures = {
  profile: ProfileName;
  folder: string;
  pictures: readonly ChosenPicture[];
  kindOf(type: ChosenPicture["type"]): PublishKind;
  /** The name without extension; null where the player does not know the type. */
  nameOf(picture: Pick<ChosenPicture, "type" | "rank">): string | null;
};

/** Adds the chosen pictures of one owner. */
export function addPictures(wanted: Wanted, { profile, folder, pictures, kindOf, nameOf }: Pictures): void {
  const ranks = new Map<string, number>();
  for (const { type, file } of pictures) {
    const kind = kindOf(type);
    if (!file) {
      wanted.pending.add(kind);
      continue;
    }
    // Ranks are counted again: a picture that waits or cannot be published leaves no hole in the names.
    const rank = (ranks.get(type) ?? 0) + 1;
    const stem = nameOf({ type, rank });
    if (stem === null) continue;
    const path = join(folder, `${stem}.${file.format}`);
    if (!readsFormat(profile, file.format)) {
      const message = `${profileLabels[profile]} does not read ${file.format} everywhere. Choose another picture.`;
      wanted.problems.push({ path, message });
      continue;
    }
    if (isTooLong(wanted, path)) continue;
    ranks.set(type, rank);
    if (take(wanted, path)) addFile(wanted, { path, kind, rank, file });
  }
}

/** Adds the portraits of a cast, once for each name. */
export function addPortraits(
  wanted: Wanted,
  { profile, folder, cast }: { profile: ProfileName; folder: string; cast: readonly CastMember[] },
): void {
  if (!hasPortraits(profile)) return;
  const names = new Set<string>();
  for (const { actorId, name, portrait } of cast) {
    const stem = portraitName(name);
    const path = join(folder, portraitFolder, `${stem}.${portrait?.format}`);
    // Two of one name would have one file: the first is shown. Not every disk tells case, or how an accent is written.
    const key = stem.normalize("NFC").toLowerCase();
    if (!portrait || stem === "" || names.has(key) || !readsFormat(profile, portrait.format)) continue;
    // No player looks for a name that no disk can hold.
    if (isLongerThanDisk(path) || !take(wanted, path)) continue;
    names.add(key);
    addFile(wanted, { path, kind: `person.${actorId}.actor_thumb`, rank: 1, file: portrait });
  }
}

/** Adds the chosen trailer under a name without extension. */
export function addTrailer(
  wanted: Wanted,
  trailer: ChosenTrailer,
  { folder, name }: { folder: string; name: string },
): void {
  if (trailer.state === "pending") wanted.pending.add(trailerKind);
  if (trailer.state !== "ready") return;
  const path = join(folder, `${name}.${trailer.file.format}`);
  if (!isTooLong(wanted, path) && take(wanted, path))
    addFile(wanted, { path, kind: trailerKind, rank: 1, file: trailer.file });
}

type CachedFile = NonNullable<ChosenPicture["file"]>;

function addFile(
  wanted: Wanted,
  { path, kind, rank, file }: { path: string; kind: PublishKind; rank: number; file: CachedFile },
): void {
  const { hash, sizeBytes, cacheFileId, filePath } = file;
  wanted.sources.set(hash, filePath);
  wanted.files.push({ path, kind, rank, hash, sizeBytes, cacheFileId });
}

/** False when something else is published under this name: own names may suit one player and not the next. */
function take({ taken, problems }: Wanted, path: string): boolean {
  const isFree = !taken.has(path);
  if (isFree) taken.add(path);
  else {
    const message = `Two files here would be called ${basename(path)}. Choose other names for the library.`;
    problems.push({ path: dirname(path), message });
  }
  return isFree;
}

const isLongerThanDisk = (path: string): boolean => Buffer.byteLength(basename(path)) > maxNameBytes;

function isTooLong(wanted: Wanted, path: string): boolean {
  if (!isLongerThanDisk(path)) return false;
  const message = "The name would be longer than a disk allows. Shorten the name of the video file.";
  wanted.problems.push({ path, message });
  return true;
}
