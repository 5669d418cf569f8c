import { z } from "zod";
import { maxNameChars } from "#lib/cap-name.ts";

/** How a field is edited and shown. */
export type FieldKind = "text" | "longText" | "list" | "year" | "day" | "minutes" | "rating" | "url" | "status";

/** A value of a field as forms have it. */
export type FieldValue = string | number | readonly string[] | null;

/** Where a value came from, as people read it. A provider's name is its own label unless it is here. */
const sourceLabels: Readonly<Record<string, string>> = {
  user: "Edited by hand",
  nfo: "NFO file",
  local: "Found on disk",
  filename: "File name",
  scan: "Scan",
  artwork: "Artwork",
  enrichment: "Chosen by Metarr",
  tmdb: "TMDB",
  tvdb: "TVDB",
  tvmaze: "TVmaze",
  omdb: "OMDb",
  fanart: "fanart.tv",
};
export const labelOfSource = (source: string): string => sourceLabels[source] ?? source;

/** A source of a value that a person may name: a provider, or the NFO. */
export const sourceSchema = z.string().regex(/^[a-z]{1,20}$/, "There is no such source.");

/**
 * The names of a list as they are kept: without blanks at their ends, none empty, each once whatever its case. The one
 * that was there first stays, so that nobody gets "action" beside "Action".
 */
export function eachNameOnce(names: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const name of names.map((each) => each.trim())) {
    const key = name.toLowerCase();
    if (name !== "" && !kept.has(key)) kept.set(key, name);
  }
  return [...kept.values()];
}

/**
 * What a person types or pastes into a list: a comma or a line break ends a name. `rest` is what follows the last of
 * them, of which nobody knows yet whether it is whole.
 */
export function splitNames(text: string): { names: string[]; rest: string } {
  const parts = text.split(/[,\r\n]+/);
  const rest = parts.pop() ?? "";
  return { names: parts, rest: parts.length === 0 ? rest : rest.trimStart() };
}

const emptyToNull = (value: unknown): unknown => (typeof value === "string" && value.trim() === "" ? null : value);
const optional = <T>(schema: z.ZodType<T>) => z.preprocess(emptyToNull, schema.nullable());
const name = optional(z.string().trim().max(maxNameChars, `A name has at most ${maxNameChars} characters.`));
const line = optional(z.string().trim().max(1000, "This is too long for one line."));
// What a player may open: a page or file of the web, or an add-on of Kodi. An NFO carries it to every player.
const address = optional(
  z
    .string()
    .trim()
    .max(1000, "This is too long for an address.")
    .regex(/^(https?|plugin):\/\/\S+$/i, "An address begins with http:// or https://, or with plugin:// for Kodi."),
);
const text = optional(z.string().trim().max(20_000, "This text is too long."));
const names = z
  .array(z.string().trim().max(200, "A name has at most 200 characters."))
  .max(500, "At most 500 names.")
  .transform(eachNameOnce);
const stars = optional(
  z.number("Type a number from 0 to 10.").min(0, "A rating is 0 to 10.").max(10, "A rating is 0 to 10."),
);

const year = optional(
  z.int("Type a year, such as 1995.").min(1870, "A year is 1870 or later.").max(2200, "A year is at most 2200."),
);
const minutes = optional(
  z.int("Type whole minutes.").min(0, "A runtime is 0 minutes or more.").max(10_000, "This runtime is too long."),
);
const day = optional(z.iso.date("A date is written as 2026-11-23."));

/** What a person may type into each kind of field. Empty text empties the field. */
export const fieldSchemas = { name, line, address, text, names, stars, year, minutes, day } as const;

/** A title that may not be empty. */
export const titleSchema = (message: string) =>
  z.string().trim().min(1, message).max(maxNameChars, "This is too long for a title.");
