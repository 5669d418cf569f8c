/** Number words that titles are written with in one place and as digits in another. */
const lists: readonly string[] = [
  "one two three four five six seven eight nine ten eleven twelve thirteen",
  "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn",
  "un deux trois quatre cinq",
  "uno dos tres cuatro cinco",
  "uno due tre quattro cinque",
];

/** Folded word → its digits. "six" and "dix" of French mean other things elsewhere and are left out. */
export const numberWords: ReadonlyMap<string, string> = new Map([
  ...lists.flatMap((list) => list.split(" ").map((word, index) => [word, `${index + 1}`] as const)),
  ["zwoelf", "12"],
  ["fuenf", "5"],
]);

const ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

/** Roman numbers of sequels, 2 to 29. Those of one letter are in `letterNumbers`. */
export const romanNumbers: ReadonlyMap<string, string> = new Map(
  ["", "x", "xx"].flatMap((tens, place) =>
    ones.flatMap((one, index) => {
      const roman = tens + one;
      return roman.length < 2 ? [] : [[roman, String(place * 10 + index)] as const];
    }),
  ),
);

/** Letters that may be a number behind another word ("Rocky V") or just a letter ("Malcolm X"). */
export const letterNumbers: ReadonlyMap<string, string> = new Map([
  ["i", "1"],
  ["v", "5"],
  ["x", "10"],
]);

/** Words before the number of a sequel that one source writes and another leaves out. */
export const partWords: ReadonlySet<string> = new Set(
  "part teil partie parte pt vol volume chapter kapitel chapitre capitulo deel del".split(" "),
);
