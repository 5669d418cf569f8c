/** Letters that are no base letter with a mark, so that taking marks off does not help. */
const plainLatin: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ŋ: "n",
};

/** What German and the Nordic languages write where they have no letters with marks. */
const expandedLatin: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/** The usual English spelling; ы and й as in "Solyaris" and "Tolstoy". */
const cyrillic: Readonly<Record<string, string>> = {
  ...pairs("абвгґдезийклмнопрстуфыі", "abvggdeziyklmnoprstufyi"),
  ё: "e",
  є: "ye",
  ж: "zh",
  ї: "yi",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  ў: "u",
  ј: "j",
  љ: "lj",
  њ: "nj",
  ћ: "c",
  ђ: "dj",
  џ: "dz",
};

const greekPairs: Readonly<Record<string, string>> = { ου: "ou", ευ: "ev", αυ: "av", μπ: "b", ντ: "nt", γγ: "ng" };
const greek: Readonly<Record<string, string>> = {
  ...pairs("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo"),
  θ: "th",
  χ: "ch",
  ψ: "ps",
};

function pairs(from: string, to: string): Record<string, string> {
  const letters = [...to];
  return Object.fromEntries([...from].map((letter, index) => [letter, letters[index] ?? ""]));
}

const plain: ReadonlyMap<string, string> = new Map(Object.entries({ ...plainLatin, ...cyrillic, ...greek }));

/**
 * Lower-case Latin letters for those of Latin, Cyrillic and Greek scripts; letters of other scripts stay as they are.
 * `expanded`: ä is ae and ø is oe, as people write them whose keyboard lacks the letters.
 */
export function romanise(text: string, { expanded }: { expanded: boolean }): string {
  let lower = text.toLowerCase().normalize("NFC");
  if (expanded) lower = lower.replaceAll(/[äöüøå]/g, (letter) => expandedLatin[letter] ?? letter);
  // й and ё are letters, not и and е with a mark.
  lower = lower.replaceAll(/[йёїў]/g, (letter) => cyrillic[letter] ?? letter);
  const bare = lower.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const paired = /[α-ω]/.test(bare) ? bare.replaceAll(/ου|ευ|αυ|μπ|ντ|γγ/g, (two) => greekPairs[two] ?? two) : bare;
  return [...paired.normalize("NFC")].map((letter) => plain.get(letter) ?? letter).join("");
}
