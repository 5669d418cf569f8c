import { capName } from "#lib/cap-name.ts";
import { foldText } from "#lib/fold-text.ts";

/**
 * Articles that a sort title moves behind the title, by ISO 639-1 language. English ones always count, since most
 * libraries mix languages.
 */
const articles: Readonly<Record<string, readonly string[]>> = {
  en: ["the", "a", "an"],
  de: ["der", "die", "das", "ein", "eine"],
  fr: ["le", "la", "les", "l'", "un", "une"],
  es: ["el", "la", "los", "las", "un", "una"],
  it: ["il", "lo", "la", "gli", "le", "i", "un", "una", "l'"],
  nl: ["de", "het", "een"],
  pt: ["o", "a", "os", "as", "um", "uma"],
  sv: ["den", "det", "en", "ett"],
};

/** "The Matrix" → "Matrix, The". A title that is only an article stays as it is. */
export function sortTitleOf(title: string, language = "en"): string {
  const known = new Set([...(articles.en ?? []), ...(articles[language] ?? [])]);
  const trimmed = title.trim();
  const match = /^(\p{L}+'|\p{L}+)(\s+|(?<='))(.+)$/u.exec(trimmed);
  const [, article = "", , rest = ""] = match ?? [];
  return match && known.has(article.toLowerCase()) ? `${rest}, ${article}` : trimmed;
}

/**
 * The text lists are ordered by, the same on both engines: marks removed, lower case, punctuation gone, and numbers
 * padded so that "Film 2" stands before "Film 10". A comma comes before everything, even a space, so that "Matrix, The"
 * stands before "Matrix Reloaded, The". Cut, since it is indexed and folding can make a title longer.
 */
export function sortKeyOf(sortTitle: string): string {
  const folded = sortTitle.split(/,\s+/).map(foldText).filter(Boolean).join("\t");
  return capName(folded.replaceAll(/\d+/g, (digits) => digits.padStart(6, "0")));
}

/** What search looks in: every given text, folded. */
export function searchTextOf(texts: readonly (string | null)[]): string {
  return [...new Set(texts.filter((text) => text !== null).map(foldText))].join(" | ");
}

/** The three derived columns of a film, to be written whenever one of its titles changes. */
export function titleColumns(titles: { title: string; originalTitle: string | null; sortTitle: string | null }) {
  const sortTitle = titles.sortTitle ?? sortTitleOf(titles.title);
  return {
    sortTitle,
    sortKey: sortKeyOf(sortTitle),
    searchText: searchTextOf([titles.title, titles.originalTitle, titles.sortTitle]),
  };
}

type Titles = { title: string; originalTitle: string | null; sortTitle: string | null };

/**
 * The derived columns when titles change: nothing when none of them does. As long as nobody chose another sort title it
 * follows the title; an emptied one is made again from the title, for it is never null.
 */
export function followTitles(
  row: Titles & { sortTitleLocked: boolean },
  next: { [K in keyof Titles]?: Titles[K] | undefined },
): Partial<ReturnType<typeof titleColumns>> {
  if (!("title" in next || "originalTitle" in next || "sortTitle" in next)) return {};
  const isDerived = row.sortTitle === null || row.sortTitle === sortTitleOf(row.title);
  const kept = row.sortTitleLocked || !isDerived ? row.sortTitle : null;
  return titleColumns({
    title: next.title ?? row.title,
    originalTitle: "originalTitle" in next ? (next.originalTitle ?? null) : row.originalTitle,
    sortTitle: "sortTitle" in next ? (next.sortTitle ?? null) : kept,
  });
}
