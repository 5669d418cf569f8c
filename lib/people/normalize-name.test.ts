import fc from "fast-check";
import { expect, test } from "vitest";
import { isMarked, markedName, normalizeName, plainName } from "./normalize-name.ts";

test.each([
  ["Zoë  Saldaña", "zoe saldana"],
  ["Robert Downey Jr.", "robert downey jr"],
  ["三船敏郎", "三船敏郎"],
  ["Иннокентий Смоктуновский", "иннокентии смоктуновскии"],
  ["O'Brien", "o brien"],
  ["???", "???"],
  ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"],
  ["مُحَمَّد", "محمد"],
  ["🦊\ufe0f", "🦊"],
])("%s becomes %s", (name, expected) => {
  expect(normalizeName(name)).toBe(expected);
});

test.each([
  ["かとう", "がとう"],
  ["राम", "रमा"],
  ["ชาย", "ชิย"],
  ["🦊", "🐻"],
  ["山田", "川田"],
  ["Сергей", "Андрей"],
])("%s and %s are two people", (one, other) => {
  expect(normalizeName(one)).not.toBe(normalizeName(other));
});

/** A letter each of what a name may be written in, told apart by more than case and accents. */
const letters = [
  ..."abcdefghijklmnopqrstuvwxyzßøłđþæı0123456789",
  ..."абвгдежзиклмнопрстуфхцчшщъыьэюяєґђјљњћџ",
  ..."αβγδεζηθικλμνξοπρστυφχψω",
  ..."אבגדהוזחטיכלמנסעפצקרשת",
  ..."ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
  ..."あいうえおかがきぎさざたダプひびぴアイカガハバパー",
  ..."阿安巴白北本必波蔡曹陈成程崔三船敏郎高橋",
  ..."कखगघचआएओ",
  ..."กขคงจฉชซ",
  ..."ახბგდევზთიკლ",
  ..."աբգդեզէըթժ",
  ..."ሀለሐመሠረሰ",
  "가",
  "나",
  "강",
];
const words = fc.array(fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});
const write = (name: string[][]) => name.map((word) => word.join("")).join(" ");

test("names of different letters never meet, in whatever script", () => {
  expect(new Set(letters.map(normalizeName)).size).toBe(letters.length);
  fc.assert(
    fc.property(words, words, (one, other) => {
      expect(normalizeName(write(one)) === normalizeName(write(other))).toBe(write(one) === write(other));
      expect(normalizeName(write(one))).toBe(one.map((word) => word.map(normalizeName).join("")).join(" "));
    }),
  );
});

test("case, accents, spaces and punctuation make no other name", () => {
  const accents = fc.constantFrom("\u0301", "\u0308", "\u0327", "");
  const gaps = fc.constantFrom(" ", "  ", "\u00a0", "-", ". ", "\u3000");
  fc.assert(
    fc.property(words, accents, gaps, (name, accent, gap) => {
      const written = name.map((word) => word.map((letter) => letter + accent).join("")).join(gap);
      expect(normalizeName(` ${written}. `)).toBe(normalizeName(write(name)));
      const capitals = name.map((word) => word.map((letter) => oneCapital(letter)).join("")).join(" ");
      expect(normalizeName(capitals)).toBe(normalizeName(write(name)));
      expect(normalizeName(normalizeName(written))).toBe(normalizeName(written));
    }),
  );
});

/** Letters without a capital of their own stay: that of ß is two letters, that of ı another one. */
const oneCapital = (letter: string) => (letter.toUpperCase().toLowerCase() === letter ? letter.toUpperCase() : letter);

test("a marked name is no name of anybody, and gives its own back", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1 }).map(normalizeName);
  fc.assert(
    fc.property(name, fc.nat(), (normalized, actorId) => {
      fc.pre(normalized !== "");
      expect(isMarked(normalized)).toBe(false);
      expect(isMarked(markedName(normalized, actorId))).toBe(true);
      expect(plainName(markedName(normalized, actorId))).toBe(normalized);
    }),
  );
});
