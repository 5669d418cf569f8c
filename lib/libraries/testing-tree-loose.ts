import type { TreeShow } from "./testing-tree.ts";

/** Releases, loose episodes, shelves, and what belongs to no show. */
export const loose: readonly TreeShow[] = [
  {
    at: "Old.Harbour.S01.720p.WEB-GRP",
    show: "Old Harbour",
    row: { title: "Old Harbour", year: null },
    files: `
      Old.Harbour.S01E01.720p.WEB-GRP.mkv | 1x01 version
      Old.Harbour.S01E02.720p.WEB-GRP.mkv | 1x02
      Old.Harbour.S01E03.720p.WEB-GRP.mkv | 1x03
      Subs/Old.Harbour.S01E01.720p.WEB-GRP/2_English.srt | sub 1x01 srt en
      Subs/Old.Harbour.S01E01.720p.WEB-GRP/3_French.srt | sub 1x01 srt fr
      Subs/Old.Harbour.S01E02.720p.WEB-GRP/2_English.srt | sub 1x02 srt en
      Subs/Old.Harbour.S01E03.720p.WEB-GRP.eng.srt | sub 1x03 srt en
      Sample/old.harbour.s01e01-sample.mkv | extra sample
      RARBG.txt | unknown other`,
  },
  {
    at: "Old.Harbour.S02E01.720p.WEB-GRP",
    show: "Old Harbour",
    files: `
      Old.Harbour.S02E01.720p.WEB-GRP.mkv | 2x01
      Old.Harbour.S02E01.720p.WEB-GRP.nfo | nfo 2x01`,
  },
  {
    at: "Old.Harbour.S01E01.1080p.WEB-BIG",
    show: "Old Harbour",
    files: `
      Old.Harbour.S01E01.1080p.WEB-BIG.mkv | 1x01
      Old.Harbour.S01E01.1080p.WEB-BIG.de.srt | sub 1x01 srt de`,
  },
  {
    at: "",
    show: "Stray Signal",
    row: { title: "Stray Signal", year: null },
    files: `
      Stray.Signal.S01E01.mkv | 1x01
      Stray.Signal.S01E01.en.srt | sub 1x01 srt en
      Stray.Signal.S01E02.mkv | 1x02
      Stray.Signal.S01E02-thumb.jpg | thumb 1x02`,
  },
  {
    at: "",
    show: "Quiet Coast",
    row: { title: "Quiet Coast", year: null },
    files: `
      Quiet Coast - 1x05 - Low Water.mkv | 1x05 = Low Water
      Quiet Coast - 1x05 - Low Water.nfo | nfo 1x05`,
  },
  {
    at: "",
    files: `
      poster.jpg | unknown image
      readme.txt | unknown other
      family video.mkv | unknown video
      half.mkv.!qB | ignored`,
  },
  {
    at: "Kids/Little Otter (2015)",
    row: { title: "Little Otter", year: 2015 },
    files: `
      poster.jpg | poster
      Season 1/Little Otter S01E01.mkv | 1x01
      Season 1/Little Otter S01E02.mkv | 1x02`,
  },
  {
    at: "Kids/Tin Parade",
    row: { title: "Tin Parade", year: null },
    files: `
      Season 1/Tin Parade S01E01.mkv | 1x01`,
  },
  {
    at: "Crime/British/The Chalk Line (1971)",
    row: { title: "The Chalk Line", year: 1971 },
    files: `
      tvshow.nfo | nfo
      Series 1/The Chalk Line - s01e01.mkv | 1x01
      Series 1/The Chalk Line - s01e01.en.forced.srt | sub 1x01 srt en forced`,
    text: { "tvshow.nfo": "<tvshow><title>The Chalk Line</title><year>1971</year></tvshow>" },
  },
  {
    at: "Empty Show (2020)",
    files: `
      poster.jpg | unknown image
      fanart.jpg | unknown image`,
  },
  {
    at: "Announced Show",
    files: `
      tvshow.nfo | unknown nfo
      poster.jpg | unknown image
      season01-poster.jpg | unknown image`,
    text: { "tvshow.nfo": "<tvshow><title>Announced Show</title></tvshow>" },
  },
  {
    at: "Private",
    files: `
      .nomedia | ignored
      Secret Show/Season 1/Secret Show S01E01.mkv | ignored`,
  },
  {
    at: "@eaDir",
    files: `
      Lantern Bay (2011)/SYNOVIDEO.jpg | ignored`,
  },
  ...manySeasons(),
];

/** A long-running show: many seasons, so that the tree is as large as a library is. */
function manySeasons(): TreeShow[] {
  const numbers = Array.from({ length: 6 }, (_, season) =>
    Array.from({ length: 10 }, (__, episode) => [season + 1, episode + 1] as const),
  );
  const lines = numbers.flat().flatMap(([season, episode]) => {
    const two = (value: number) => String(value).padStart(2, "0");
    const base = `Season ${two(season)}/Tidewater - S${two(season)}E${two(episode)}`;
    const key = `${season}x${two(episode)}`;
    return [`${base}.mkv | ${key}`, `${base}.en.srt | sub ${key} srt en`, `${base}-thumb.jpg | thumb ${key}`];
  });
  return [{ at: "Tidewater (1983)", row: { title: "Tidewater", year: 1983 }, files: lines.join("\n") }];
}
