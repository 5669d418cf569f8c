import { isStopgap } from "#lib/editing/stopgap.ts";
import { emptyEntity, type NfoActor, type NfoEntity, type NfoRating, type NfoUniqueId } from "#lib/files/nfo/types.ts";
import type { CastMember, MediaPart, Rating, Streams } from "./facts.ts";

/** What an NFO said so far, for what Metarr has no column for. */
export type Before = NfoEntity | undefined;

/** `<mpaa>` is the certification with its country outside the US, such as `DE:12`. One from elsewhere names it already. */
export function certificationOf(params: {
  contentRating: string | null;
  mpaaRating?: string | null;
  region: string;
}): string | null {
  const { contentRating, mpaaRating = null, region } = params;
  const isKnown = contentRating !== null && contentRating !== "";
  const certification = isKnown ? contentRating : mpaaRating;
  if (certification === null || isStopgap("contentRating", certification)) return certification;
  return region === "US" ? certification : `${isKnown ? region : "US"}:${certification}`;
}

/** Kodi counts a person's own rating in whole numbers. */
export const userRatingOf = (rating: number | null): number | null => (rating === null ? null : Math.round(rating));

export function ratingsOf(ratings: readonly Rating[]): NfoRating[] {
  const isKnown = ratings.some((rating) => rating.isDefault);
  return ratings.map((rating, index) => ({
    name: rating.source,
    value: rating.value,
    max: rating.max,
    votes: rating.votes,
    default: isKnown ? rating.isDefault : index === 0,
  }));
}

/** Ids by site, the first known one being the default, then those of sites Metarr does not know. */
export function idsOf(own: readonly { type: string; value: string | number | null }[], before: Before): NfoUniqueId[] {
  const known = own.flatMap(({ type, value }) => (value === null ? [] : [{ type, value: String(value) }]));
  const others = (before?.uniqueIds ?? []).filter((id) => !own.some(({ type }) => type === id.type.toLowerCase()));
  return [...known, ...others].map(({ type, value }, index) => ({ type, value, default: index === 0 }));
}

export function actorsOf(cast: readonly CastMember[], before: Before): NfoActor[] {
  const known = new Map(before?.actors.map((actor) => [actor.name, actor]));
  return cast.map(({ name, role, imageUrl }, index) => ({
    name,
    role,
    // Kodi counts from 0.
    order: index,
    thumb: imageUrl ?? known.get(name)?.thumb ?? null,
    type: known.get(name)?.type ?? null,
  }));
}

/** Streams of the main file. Without any (a disc image, a failed probe) the NFO keeps those it had. */
export function streamsOf(
  { filePath, parts, streams }: { filePath: string; parts: readonly MediaPart[]; streams: Streams },
  before: Before,
): NfoEntity["streams"] {
  const main = parts.find((part) => part.path === filePath);
  const ofMain = <T extends { mediaPartId: number | null }>(rows: readonly T[]) =>
    rows.filter((row) => row.mediaPartId === null || row.mediaPartId === main?.id);
  const video = ofMain(streams.video);
  const audio = ofMain(streams.audio);
  if (video.length === 0 && audio.length === 0) return before?.streams ?? emptyEntity.streams;
  return {
    video: video.map((stream) => ({
      codec: stream.codec,
      width: stream.width,
      height: stream.height,
      aspectRatio: numberOf(stream.aspectRatio),
      frameRate: stream.frameRate,
      bitRate: stream.bitRate,
      durationSeconds: main?.durationSeconds ?? null,
      hdrFormat: stream.hdrFormat,
      stereoMode: null,
      language: null,
    })),
    audio: audio.map((stream) => ({
      codec: stream.codec,
      channels: stream.channels,
      language: stream.language,
      bitRate: stream.bitRate,
      sampleRate: stream.sampleRate,
      isDefault: stream.isDefault,
      isForced: false,
    })),
    subtitle: ofMain(streams.subtitle).map((stream) => ({
      codec: stream.codec,
      language: stream.language,
      isDefault: stream.isDefault,
      isForced: stream.isForced,
    })),
  };
}

function numberOf(text: string | null): number | null {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && value > 0 ? value : null;
}

/**
 * Locks are written, so that they outlive the database. `names` are Jellyfin's names of locked fields and whether each is
 * locked; names of locks Metarr does not know stay.
 */
export function locksOf(
  { names, isAllLocked }: { names: Readonly<Record<string, boolean>>; isAllLocked: boolean },
  before: Before,
): Pick<NfoEntity, "lockData" | "lockedFields"> {
  const locked = Object.entries(names).flatMap(([name, isLocked]) => (isLocked ? [name] : []));
  const known = new Set(Object.keys(names).map((name) => name.toLowerCase()));
  const others = (before?.lockedFields ?? []).filter((name) => !known.has(name.toLowerCase()));
  const lockData = isAllLocked ? true : before?.lockData === null || before === undefined ? null : false;
  return { lockData, lockedFields: [...locked, ...others] };
}
