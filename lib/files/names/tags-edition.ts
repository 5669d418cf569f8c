import { capital, type TagRule, weak } from "./tag-rule.ts";

const kinds = "(?:cut|edition|version|release|ver)";
const asWritten = (...patterns: string[]): TagRule[] =>
  weak("edition", Object.fromEntries(patterns.map((pattern) => [pattern, ""])));

/** Every rule that matches counts. An empty value stands for the words themselves, written as a person would. */
export const editionTags: readonly TagRule[] = [
  ...weak("edition", {
    "(?:the[ .])?director'?s[ .]?cut|dir[ .]?cut": "Director's Cut",
    "open[ .]?matte": "Open Matte",
    "(?:4k[ .])?(?:digitally[ .])?remaster(?:ed)?": "Remastered",
    "(?:4k|digital)[ .]restor(?:ation|ed)": "Restored",
    "(?:fan|f)[ .]?edit": "Fan Edit",
    "black[ .](?:&|and)[ .]chrome(?:[ .]edition)?": "Black & Chrome",
    "black[ .](?:&|and)[ .]white(?:[ .](?:edition|version))?": "Black and White",
    "criterion(?:[ .](?:collection|edition))?|\\bcc[ .]criterion": "Criterion",
    "imax(?:[ .](?:edition|version|enhanced))?": "IMAX",
    "noir(?:[ .](?:edition|version))?": "Noir",
    "special[ .]edition|\\bse\\b(?=[ .]dvd)": "Special Edition",
  }),
  ...capital("edition", { DC: "Director's Cut" }),
  ...asWritten(
    `extended[ .]director'?s[ .](?:cut|edition)`,
    `(?:super[ .]?)?(?:(?:extended|uncut|unrated|theatrical|ultimate|uncensored|despecialized|restored|roadshow|definitive|limited|deluxe|diamond|signature|platinum|final|rogue|assembly|international|alternate|alternative|producer'?s|editor'?s|director'?s|recut|redux|festival|special|collector'?s|anniversary|complete|original|integral|tv|snyder'?s?|ulysses|minus|workprint|television)[ .]?){1,3}${kinds}`,
    "(?:japanese|korean|chinese|german|french|italian|spanish|british|american|european|us|uk)[ .]cut",
    `(?:\\d{2,3}(?:st|nd|rd|th)[ .])?anniversary(?:[ .](?:edition|remaster|cut))?`,
    `(?:extended|unrated|theatrical|uncut|ultimate)[ .](?:extended|unrated|rated|director'?s|theatrical|collector'?s|uncut)(?:[ .]${kinds})?`,
    "extended|theatrical|unrated|uncut|uncensored|restored|despecialized|redux|roadshow|superbit|recut|ultimate(?=[ .]edition)",
    `(?:ultimate|special|limited)[ .](?:extended|collector'?s|director'?s|anniversary|fan)[ .](?:cut|edition)`,
    "alternat(?:e|ive)[ .]ending|specialized|r-rated(?:[ .](?:cut|version))?|\\d{1,2}in1",
    "final[ .]cut",
    "version[ .](?:longue|int[eé]grale)|versione[ .]estesa|versi[oó]n[ .]extendida|montaje[ .]del[ .]director|langfassung|kinofassung|ungeschnitten",
  ),
];

const endingKinds =
  "final|rogue|assembly|extended|unrated|theatrical|ultimate|despecialized|restored|definitive|roadshow|uncut|alternate|special|collector'?s|limited|deluxe|director'?s|anniversary";

/** Editions that are cut off a title they end although no year stands before them. */
export const trailingEditions = new RegExp(
  `[\\s._-]+[[(]?(?:the[\\s.])?((?:\\d{2}(?:st|nd|rd|th)[ .])?(?:(?:${endingKinds})[ .]){1,3}edition|director'?s[ .]?cut|(?:final|rogue|assembly|extended|unrated|theatrical|ultimate|despecialized|restored|definitive|roadshow|uncut|alternate|snyder'?s?)[ .](?:director'?s[ .])?(?:cut|version)|open[ .]matte|(?:fan|f)[ .]edit|criterion(?:[ .](?:collection|edition))?|unrated|uncut|remastered|despecialized|extended|theatrical|imax)[\\])]?$`,
  "iu",
);

/** An edition of a film's own that ends the title: `Title.Harbor.Edition`, `Title (The Harbor Cut)`. */
export const trailingOwnEdition =
  /[\s._-]+(?:([\p{L}\p{N}'-]{3,20}[\s.]edition)|[[(](?:the[\s.])?((?:[\p{L}\p{N}'-]{2,20}[\s.]){1,3}(?:cut|edition|version))[\])])$/iu;

/** `DC` in capitals does the same, but Washington DC is a place. */
export const trailingCode = /(?<![Ww]ashington|WASHINGTON)[\s._-]+[[(]?(DC)[\])]?$/u;

/** Words behind the year or in a bracket up to `Cut` or `Edition`, whatever a film calls its own: `2010.The.Harbor.Cut`. */
export const ownEdition =
  /(?:^[\s._\-)\]]*[[(]?|[[(])(?:the[\s.])?((?:[\p{L}\p{N}'-]{2,20}[\s.]){1,3}(?:cut|edition|version))(?![\p{L}\p{N}'])/iu;
