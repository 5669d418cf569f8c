import { expect, test } from "vitest";
import { readSubtitleName } from "./subtitle-names.ts";

/** What follows the film's name → language, flags (f forced, d default, s for the deaf), title. */
test.each([
  [".srt", null, "", null],
  [".en.srt", "en", "", null],
  [".eng.srt", "en", "", null],
  [".ger.srt", "de", "", null],
  [".deu.srt", "de", "", null],
  [".English.srt", "en", "", null],
  [".Deutsch.srt", "de", "", null],
  [".français.srt", "fr", "", null],
  [".en.forced.srt", "en", "f", null],
  [".forced.en.srt", "en", "f", null],
  [".en.foreign.srt", "en", "f", null],
  ["-en-forced.srt", "en", "f", null],
  [" - English (Forced).srt", "en", "f", null],
  [".en.sdh.default.srt", "en", "sd", null],
  [".default.sdh.en.srt", "en", "sd", null],
  [".en.cc.srt", "en", "s", null],
  [".en.hi.srt", "en", "s", null],
  [".hi.en.srt", "en", "s", null],
  [".en-hi.srt", "en", "s", null],
  [".hi.srt", "hi", "", null],
  [".hi.forced.srt", "hi", "f", null],
  [".English [CC].srt", "en", "s", null],
  [".en.Hearing Impaired.srt", "en", "s", null],
  [".pt-BR.srt", "pt", "", null],
  [".pt_BR.srt", "pt", "", null],
  [".pt-BR.sdh.ass", "pt", "s", null],
  [".es-419.srt", "es", "", null],
  [".zh-Hans.srt", "zh", "", null],
  [".zho-Hant.srt", "zh", "", null],
  [".sr-Latn.forced.srt", "sr", "f", null],
  [".zh-Hant-HK.srt", "zh", "", null],
  [".de-AT.hi.srt", "de", "s", null],
  [" - English - Forced.srt", "en", "f", null],
  [".chs.srt", "zh", "", null],
  [".Brazilian Portuguese.srt", "pt", "", null],
  [".Norwegian Bokmål.srt", "nb", "", null],
  [".en.commentary.srt", "en", "", "Commentary"],
  [".en.Director's Commentary.forced.srt", "en", "f", "Director's Commentary"],
  [".en.commentary.sdh.srt", "en", "s", "Commentary (SDH)"],
  [".en.Signs & Songs.ass", "en", "", "Signs & Songs"],
  [".Chinese (Simplified).srt", "zh", "", "Simplified"],
  [".en.de.srt", "en", "", "De"],
  ["2_English.srt", "en", "", null],
  ["3_English (SDH).srt", "en", "s", null],
  ["12_French,.srt", "fr", "", null],
  ["track4.[ger].forced.srt", "de", "f", "Track4"],
  [".2.srt", null, "", null],
  [".und.srt", null, "", null],
  [".constructor.srt", null, "", "Constructor"],
] as const)("%s is of %s, flags '%s', title %s", (rest, language, flags, title) => {
  const name = `Film (2001)${rest}`;
  const suffix = rest.slice(0, rest.lastIndexOf("."));
  const read = readSubtitleName(name, suffix);
  expect([read.language, read.title]).toEqual([language, title]);
  const has = { f: read.isForced, s: read.isSdh, d: read.isDefault };
  expect(has).toEqual({ f: flags.includes("f"), s: flags.includes("s"), d: flags.includes("d") });
});

test.each([
  ["srt", "srt"],
  ["ass", "ass"],
  ["ssa", "ssa"],
  ["vtt", "vtt"],
  ["sup", "pgs"],
  ["idx", "vobsub"],
  ["sub", "microdvd"],
  ["smi", "sami"],
  ["mks", "matroska"],
  ["SRT", "srt"],
])("a .%s holds %s", (extension, codec) => {
  expect(readSubtitleName(`Film.en.${extension}`, ".en")).toMatchObject({ codec, language: "en" });
});
