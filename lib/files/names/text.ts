const abbreviations = new Set("mr mrs ms dr vs vol jr sr st".split(" "));
const articles = "the|a|an|der|die|das|le|la|les|el|los|las|il|lo|gli|de|het";
const movedArticle = new RegExp(`^(.{1,200}), (${articles})$`, "iu");

/** Turns a part of a file name into what a person would write; null when nothing is left. */
export function cleanTitle(text: string): string | null {
  const inner = text.replaceAll("_", " ").trim();
  const hasSpaces = /[\p{L}\p{N}.,:;!?&'-] [\p{L}\p{N}&'-]/u.test(inner);
  const spaced = hasSpaces ? inner : dotsToSpaces(inner);
  const plain = spaced
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[[({]\s*[\])}]/g, "")
    .replace(
      hasSpaces ? /^(?!\.\p{Ll}{2}|\.\.\.\p{L})[\s\-–—.,:;~+)\]}]+/u : /^(?!\.\.\.\p{L})[\s\-–—.,:;~+)\]}]+/u,
      "",
    )
    .replace(/~.*\S~\s*$/u.test(spaced) ? /[\s\-–—,:;+([{]+$/u : /[\s\-–—,:;~+([{]+$/u, "")
    .trim();
  const title = plain.replace(movedArticle, "$2 $1");
  return /[\p{L}\p{N}\p{S}]/u.test(title) ? capitalizeArticle(title, plain) : null;
}

function capitalizeArticle(title: string, before: string): string {
  return title === before ? title : title.charAt(0).toUpperCase() + title.slice(1);
}

/** `E.T.the.Extra-Terrestrial` → `E.T. the Extra-Terrestrial`, `Mr.Nobody` → `Mr. Nobody`, `A.Beautiful.Mind` → `A Beautiful Mind`. */
function dotsToSpaces(text: string): string {
  // 11.22.63 is the title it looks like.
  const numbers = /^\d{1,2}(?:\.\d{1,2}){2,3}(?![\d.])/.exec(text)?.[0];
  if (numbers !== undefined) return `${numbers} ${dotsToSpaces(text.slice(numbers.length))}`;
  const words = text.split(/[.\s]+/);
  const isLetter = (word: string | undefined) => word !== undefined && /^\p{Lu}$/u.test(word);
  let result = "";
  words.forEach((word, at) => {
    if (word === "") return;
    const isInitial = isLetter(word) && (isLetter(words[at - 1]) || isLetter(words[at + 1]));
    const isLast = !words.slice(at + 1).some(Boolean);
    const isAbbreviation = abbreviations.has(word.toLowerCase()) && !isLast;
    result += isInitial || isAbbreviation ? `${word}.` : word;
    if (!(isInitial && isLetter(words[at + 1]))) result += " ";
  });
  return result;
}

/** Takes separators and open brackets off the end of a title; S.H.I.E.L.D. and The O.C. end with a point. */
export function trimTitleEnd(text: string): string {
  const plain = text.replace(/[\s._\-–([{]+$/u, "");
  return /\.\p{Lu}$/u.test(plain) && text.charAt(plain.length) === "." ? `${plain}.` : plain;
}

const otherTitle = /(?<=\S)(?:[\s.]+(?:AKA|aka|a\.k\.a\.?)[\s.]+|\s*\((?:aka|a\.k\.a\.)\s).*$/u;

/** Of `Title AKA Other`, `Название / Title`: the first, or the first in Latin letters. */
export function firstTitle(text: string): string {
  const titles = text.replace(otherTitle, "").split(/\s[/|]\s/);
  return titles.find((title) => /[a-z]{2}/i.test(title)) ?? titles[0] ?? text;
}

/** For comparing names: letters and numbers of every script, in lower case. */
export function foldTitle(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("&", "and")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
