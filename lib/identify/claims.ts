import { nameOfHit, type TitledHit } from "./score.ts";

/** Who says an id: the name of a file or folder, an NFO, a person, or the database from before. */
export type Authority = "name" | "nfo" | "user" | "row";
export type IdSource = "tmdb" | "tvdb" | "imdb" | "tvmaze";

/** One id as one authority says it, and what it means; undefined when nobody knows the id. */
export type Testimony<H> = { by: Authority; source: IdSource; id: string | number; hit: H | undefined };

const authorityLabels = {
  name: "The name",
  nfo: "The NFO",
  user: "A person",
  row: "What was known before",
} as const satisfies Record<Authority, string>;

export const sourceLabels = {
  tmdb: "TMDB",
  tvdb: "TVDB",
  imdb: "IMDb",
  tvmaze: "TVmaze",
} as const satisfies Record<IdSource, string>;

/** "The name says TMDB 603, The Matrix (1999)." */
function describeTestimony<H extends TitledHit>({ by, source, id, hit }: Testimony<H>): string {
  const said = `${authorityLabels[by]} says ${sourceLabels[source]} ${id}`;
  return hit === undefined ? `${said}, which was not found.` : `${said}, ${nameOfHit(hit)}.`;
}

/** Each authority's word once, those with a meaning first. */
export function describeTestimonies<H extends TitledHit>(told: readonly Testimony<H>[]): string[] {
  const known = told.filter(({ hit }) => hit !== undefined);
  const unknown = told.filter(({ hit }) => hit === undefined);
  return [...new Set([...known, ...unknown].map(describeTestimony))];
}
