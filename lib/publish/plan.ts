import { basename, dirname, extname } from "node:path";
import { extensionOf, imageExtensions, videoExtensions } from "#lib/files/media-types.ts";
import {
  type ArtworkPolicy,
  type NfoPolicy,
  type PlanEntry,
  type PublishKind,
  type PublishPlan,
  trailerKind,
} from "./vocabulary.ts";

/** A file that should lie in the library. */
export type WantedFile = {
  path: string;
  kind: PublishKind;
  rank: number;
  hash: string;
  sizeBytes: number;
  cacheFileId: number | null;
};

/** A file that lies there. Hash null: a link, folder or other thing that is no regular file. */
export type PresentFile = { path: string; hash: string | null; sizeBytes: number };

/** What Metarr remembers of a file, as it was when it was last written or read. */
export type RecordedFile = {
  path: string;
  kind: PublishKind;
  hash: string;
  /** Metarr wrote it. False for what was only read, or found with the right content already. */
  isOurs: boolean;
  /** It counts as published. False for an NFO that was only read. */
  isPublished: boolean;
  /** Metarr wrote it, somebody changed it, and what it says was read since: their bytes, though nothing is in conflict. */
  isTheirEdit?: boolean;
};

export type PlanInput = {
  wanted: readonly WantedFile[];
  present: readonly PresentFile[];
  records: readonly RecordedFile[];
  /** Types whose chosen picture is still being downloaded: what is published of them stays. */
  pending: ReadonlySet<PublishKind>;
  nfoPolicy: NfoPolicy;
  /** What happens to a picture of ours that was replaced outside. Default: restore. */
  artworkPolicy?: ArtworkPolicy;
  /** Kinds of pictures that can be adopted, and whether a person locked them: those are never adopted by themselves. */
  adoptable?: ReadonlyMap<PublishKind, { isLocked: boolean }>;
  /** Hashes of pictures that Metarr has in its cache: after a stop one may lie there without a record. Default: none. */
  cachedHashes?: ReadonlySet<string>;
  /** Videos of what is published: never written over, and never in the way. Default: none. */
  media?: ReadonlySet<string>;
  /** The library folder a path lies below: a file is not renamed from one to another. Default: all in one. */
  rootOf?(path: string): string;
  /** Why old names are old, such as "The film's file is called Film.mkv now". */
  problems?: PublishPlan["problems"];
};

type Facts = {
  plan: PublishPlan;
  present: Map<string, PresentFile>;
  records: Map<string, RecordedFile>;
  nfoPolicy: NfoPolicy;
  cachedHashes: ReadonlySet<string>;
  isMedia(path: string): boolean;
  rootOf(path: string): string;
  /** What happens to a picture of this kind that was replaced outside. */
  onReplaced(kind: PublishKind): ArtworkPolicy;
};

/**
 * What has to happen so that the library holds what is wanted. Pure: tested without files.
 * A file Metarr did not write is recycled before its name is used; one that was changed outside is never lost.
 * Applied once, the same plan again is empty.
 */
export function planPublish(input: PlanInput): PublishPlan {
  const { nfoPolicy, artworkPolicy = "restore", adoptable = new Map<PublishKind, { isLocked: boolean }>() } = input;
  const onReplaced = (kind: PublishKind): ArtworkPolicy => {
    const found = adoptable.get(kind);
    if (!found || artworkPolicy === "restore") return "restore";
    return found.isLocked ? "ask" : artworkPolicy;
  };
  const problems = [...(input.problems ?? [])];
  const plan: PublishPlan = { write: [], rename: [], recycle: [], keep: [], conflicts: [], forget: [], problems };
  const facts: Facts = {
    plan,
    present: byPath(input.present),
    records: byPath(input.records),
    nfoPolicy,
    onReplaced,
    cachedHashes: input.cachedHashes ?? new Set(),
    isMedia: isMediaOf(input.media ?? new Set()),
    rootOf: input.rootOf ?? (() => ""),
  };
  const wanted = byPath(input.wanted);
  const missing = [...wanted.values()].filter((file) => settleWanted(facts, file));
  recycleCompetitors(facts, wanted);
  for (const record of input.records) {
    if (!record.isPublished || wanted.has(record.path)) continue;
    settleStale(facts, { record, missing, isPending: input.pending.has(record.kind) });
  }
  for (const file of missing) plan.write.push({ ...file, reason: reasonToWrite(facts, file) });
  return plan;
}

/** A video of ours, or one that is called like it but for the extension, so that players take them for the same. */
function isMediaOf(media: ReadonlySet<string>) {
  const stems = new Set([...media].map(stemOf));
  return (path: string) => media.has(path) || (videoExtensions.has(extensionOf(path)) && stems.has(stemOf(path)));
}

const byPath = <T extends { path: string }>(files: readonly T[]) => new Map(files.map((file) => [file.path, file]));

/** True when the file still has to be written. */
function settleWanted(facts: Facts, file: WantedFile): boolean {
  const { plan, present, records, nfoPolicy, onReplaced, cachedHashes, isMedia } = facts;
  if (isMedia(file.path)) {
    plan.problems.push({ path: file.path, message: "The video itself has this name. Choose another name for it." });
    return false;
  }
  const there = present.get(file.path);
  const record = records.get(file.path);
  if (!there) return true;
  if (there.hash === file.hash) {
    const adopt = !record?.isPublished || record.hash !== file.hash;
    plan.keep.push({ ...file, adopt, reason: adopt ? "It already has the right content" : "Published and unchanged" });
    return false;
  }
  if (there.hash === null) {
    const message = "A link or folder has this name, so nothing is written here. Move it away.";
    plan.problems.push({ path: file.path, message });
    return false;
  }
  if (record?.isOurs && there.hash === record.hash) {
    // Its values are taken over; the file itself is still somebody's.
    if (record.isTheirEdit) plan.recycle.push({ ...entry(file, "Somebody changed it outside"), isOurs: false });
    return true;
  }
  // Written by a publish that was stopped before it could say so. Not where this very file was published since: then
  // somebody put an old one back.
  if (file.kind !== "nfo" && record?.hash !== file.hash && cachedHashes.has(there.hash)) return true;
  const isChanged = record !== undefined && there.hash !== record.hash;
  if (file.kind === "nfo" && isChanged && nfoPolicy !== "overwrite") {
    const since = record.isPublished ? "after it was published" : "after it was last read";
    plan.conflicts.push({ ...entry(file, `It was changed outside ${since}`), resolution: nfoPolicy });
    return false;
  }
  const isTheirs = !record?.isOurs || !isChanged;
  const policy = isTheirs || file.kind === "nfo" ? "restore" : onReplaced(file.kind);
  if (policy !== "restore") {
    plan.conflicts.push({ ...entry(file, "It was replaced outside after it was published"), resolution: policy });
    return false;
  }
  const reason = isTheirs ? "Metarr did not write it" : "It was changed outside after it was published";
  plan.recycle.push({ ...entry(file, reason), isOurs: false });
  return true;
}

/** A picture or trailer of the same name with another extension would be shown instead of ours, or beside it. */
function recycleCompetitors({ plan, present, records, isMedia }: Facts, wanted: ReadonlyMap<string, WantedFile>): void {
  const pictures = [...wanted.values()].filter((file) => file.kind !== "nfo");
  const kinds = new Map(pictures.map((file) => [stemOf(file.path), file]));
  for (const file of present.values()) {
    const rival = kinds.get(stemOf(file.path));
    const record = records.get(file.path);
    const isOurs = record?.isOurs === true && record.hash === file.hash;
    if (!rival || wanted.has(file.path) || isOurs || file.hash === null || isMedia(file.path)) continue;
    if (!rivalExtensions(rival.kind).has(extensionOf(file.path))) continue;
    const reason = `Players would see it beside ${basename(rival.path)}`;
    plan.recycle.push({ path: file.path, kind: rival.kind, reason, isOurs: false });
  }
}

/** What players take for the same thing as a wanted file of this kind. */
export const rivalExtensions = (kind: PublishKind): ReadonlySet<string> =>
  kind === trailerKind ? videoExtensions : imageExtensions;

const stemOf = (path: string) => `${dirname(path)}/${basename(path, extname(path))}`;

type Stale = { record: RecordedFile; missing: WantedFile[]; isPending: boolean };

/** A file of ours under a name that is not wanted any more. */
function settleStale({ plan, present, nfoPolicy, rootOf }: Facts, { record, missing, isPending }: Stale): void {
  const there = present.get(record.path);
  const { path, kind } = record;
  if (plan.recycle.some((step) => step.path === path)) return;
  if (!there) {
    plan.forget.push({ path, kind, reason: "It is gone" });
    return;
  }
  if (isPending) {
    const kept = { path, kind, hash: there.hash, sizeBytes: there.sizeBytes, rank: 1, cacheFileId: null };
    const chosen = kind === trailerKind ? "trailer" : "picture";
    plan.keep.push({ ...kept, adopt: false, reason: `The ${chosen} chosen instead is not downloaded yet` });
    return;
  }
  if (!record.isOurs) {
    plan.forget.push({ path, kind, reason: "Metarr did not write it, so it stays" });
    return;
  }
  if (there.hash === record.hash) {
    const at = missing.findIndex(
      (file) => file.kind === kind && file.hash === record.hash && rootOf(file.path) === rootOf(path),
    );
    const heir = missing[at];
    if (!heir) plan.recycle.push({ path, kind, isOurs: true, reason: "Nothing is published under this name any more" });
    else {
      missing.splice(at, 1);
      plan.rename.push({ ...heir, from: path, reason: `It was published as ${basename(path)}` });
    }
    return;
  }
  if (kind === "nfo" && nfoPolicy !== "overwrite") {
    const reason = "It was changed outside after it was published, and it is published under another name now";
    plan.conflicts.push({ path, kind, reason, resolution: nfoPolicy });
    return;
  }
  plan.forget.push({ path, kind, reason: "It was changed outside, so it stays and is no longer Metarr's" });
}

function reasonToWrite({ present, plan }: Facts, file: WantedFile): string {
  if (plan.recycle.some((step) => step.path === file.path)) return "Takes the place of the file in the recycle bin";
  return present.has(file.path) ? "What was published is out of date" : "It is not there yet";
}

const entry = ({ path, kind }: WantedFile, reason: string): PlanEntry => ({ path, kind, reason });
