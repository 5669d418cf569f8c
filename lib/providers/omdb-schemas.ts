import { z } from "zod";
import { text as given, listOf, unique } from "./readers.ts";

/** OMDb writes "N/A" where it knows nothing (www.omdbapi.com). */
const text = given.transform((value) => (value === "N/A" ? null : value));
/** Names behind each other; what a person did stands in brackets in older entries. */
const names = text.transform((value) =>
  unique((value ?? "").split(",").flatMap((name) => name.replace(/\([^)]*\)/g, "").trim() || [])),
);

const titleSchema = z.object({
  Response: z.literal("True"),
  imdbID: z.string().regex(/^tt\d+$/),
  Type: text,
  Title: text,
  Year: text,
  Rated: text,
  Released: text,
  Runtime: text,
  Genre: names,
  Director: names,
  Writer: names,
  Country: names,
  Plot: text,
  Website: text,
  imdbRating: text,
  imdbVotes: text,
  Metascore: text,
  Ratings: listOf(z.object({ Source: z.string(), Value: z.string() })),
});
export type OmdbTitle = z.output<typeof titleSchema>;

/** Refusals and troubles have been read before (readRefusal); what is left does not exist. */
export const omdbRefusalSchema = z.object({ Response: z.literal("False"), Error: z.string() });

export const omdbSchema = z.discriminatedUnion("Response", [titleSchema, omdbRefusalSchema]);
