import { capName } from "#lib/cap-name.ts";
import { isStopgap } from "#lib/editing/stopgap.ts";
import { readCertification } from "#lib/files/nfo/meaning.ts";
import type { NfoActor, NfoEntity, NfoRating, NfoUniqueId } from "#lib/files/nfo/types.ts";
import type { CastMember, Rating } from "./facts.ts";
import type { Before } from "./nfo-fields.ts";

type Certifications = { contentRating: string | null; mpaaRating?: string | null; region: string };

/**
 * `<mpaa>` is the certification with its country outside the US, such as `DE:12`. One from elsewhere names it already. What
 * means the same stays as it was written, and so does one of a country that Metarr holds none of.
 */
export function certificationOf(held: Certifications, before: Before): string | null {
  const { region } = held;
  const isKnown = held.contentRating !== null && held.contentRating !== "";
  const certification = isKnown ? held.contentRating : (held.mpaaRating ?? null);
  const said = before?.mpaa ?? null;
  const told = said === null ? {} : readCertification(said, region);
  if (certification === null) {
    const wasHeld = told.contentRating ?? (held.mpaaRating === undefined ? undefined : told.mpaaRating);
    return wasHeld === undefined ? said : null;
  }
  if (isStopgap("contentRating", certification)) return certification;
  if (said !== null && (isKnown ? told.contentRating : told.mpaaRating) === certification) return said;
  return region === "US" ? certification : `${isKnown ? region : "US"}:${certification}`;
}

/** Kodi counts a person's own rating in whole numbers, and 0 is none. */
export const userRatingOf = (rating: number | null): number | null => Math.round(rating ?? 0) || null;

/**
 * Ratings by source, then those of sources Metarr has none of. An older `<rating>`, which names no source, follows the
 * default one.
 */
export function ratingsOf(ratings: readonly Rating[], before: Before): NfoRating[] {
  const isKnown = ratings.some((rating) => rating.isDefault);
  const own = ratings.map((rating, index) => ({
    name: rating.source,
    value: rating.value,
    max: rating.max,
    votes: rating.votes,
    default: isKnown ? rating.isDefault : index === 0,
  }));
  const said = before?.ratings ?? [];
  if (own.length === 0) return said;
  const names = new Set(["default", ...own.map(({ name }) => name)]);
  const others = said.filter(({ name }) => !names.has(capName(name)));
  return [...own, ...others.map((rating) => ({ ...rating, default: false }))];
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

/**
 * Locks are written, so that they outlive the database. `names` are the names Jellyfin and Emby have for locked fields (each
 * passes over those of the other) and whether each is locked; names of locks Metarr does not know stay.
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
