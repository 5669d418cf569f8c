import { cachedPicture, type PictureSource } from "#components/artwork-source.ts";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { ownSources } from "#lib/artwork/vocabulary.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { formatCount, nameOfLanguage } from "../format.ts";

export const nameOfSource = (provider: string): string => (provider === "user" ? "Yours" : labelOfSource(provider));
export const nameOfText = (language: string | null): string =>
  language === null ? "No text" : nameOfLanguage(language);

const sizeText = ({ width, height }: Pick<ShownCandidate, "width" | "height">): string =>
  width === null || height === null ? "Size unknown" : `${width} × ${height}`;

/** Two lines: size and source; language and votes. */
export function factsOf(candidate: ShownCandidate): [string, string] {
  const { language, voteAverage, voteCount, likes, provider } = candidate;
  const votes = voteAverage !== null && voteCount ? `${voteAverage.toFixed(1)} (${formatCount(voteCount)})` : null;
  const liked = likes ? `${formatCount(likes)} likes` : null;
  return [
    `${sizeText(candidate)} · ${nameOfSource(provider)}`,
    [nameOfText(language), votes, liked].filter((fact) => fact !== null).join(" · "),
  ];
}

export const isOwnPicture = ({ provider }: ShownCandidate): boolean => ownSources.some((source) => source === provider);

/** Where its small picture is; null while what a person brought is being checked. */
export function smallPicture(candidate: ShownCandidate, { hasHoles }: { hasHoles: boolean }): PictureSource | null {
  const { hash, thumbhash, candidateId } = candidate;
  if (hash !== null) return cachedPicture({ hash, thumbhash: hasHoles ? null : thumbhash });
  return isOwnPicture(candidate) ? null : { src: `/api/artwork/candidate/${candidateId}` };
}

/** Where it is in its full size. */
export function fullSource({ hash, candidateId }: ShownCandidate): string {
  return hash === null ? `/api/artwork/candidate/${candidateId}?size=full` : `/api/artwork/${hash}`;
}
