import type { NfoEntity } from "#lib/files/nfo/types.ts";
import type { FilmFacts } from "./load-films.ts";
import { profiles } from "./profiles.ts";

/**
 * The addresses of the set's pictures as `<thumb aspect="set.poster">`, in the NFO of a film for Kodi. Beside films Kodi
 * itself reads no `movieset-poster`, which is for add-ons: without a folder for sets these are all it takes (tried with
 * Kodi 20). An uploaded picture has no address, so that none is written; where the set has no picture of a type, what the
 * file says stays.
 */
export function withSetThumbs(
  entity: NfoEntity,
  { naming, collection, setPictures }: Pick<FilmFacts, "naming" | "collection" | "setPictures">,
): NfoEntity {
  const types = Object.keys(profiles[naming.profile].set ?? {});
  const artwork = [...entity.artwork];
  for (const type of types) {
    const chosen = setPictures.find((picture) => picture.type === type && picture.rank === 1);
    if (!chosen && collection) continue;
    const aspect = `set.${type}`;
    const at = artwork.findIndex((picture) => picture.type === aspect);
    const wanted = chosen && isAddress(chosen.url) ? [{ type: aspect, url: chosen.url, season: null }] : [];
    artwork.splice(at < 0 ? artwork.length : at, at < 0 ? 0 : 1, ...wanted);
  }
  return { ...entity, artwork };
}

const isAddress = (url: string): boolean => /^https?:\/\//i.test(url);
