import type { TreeFilm } from "./testing-tree.ts";

const bdmv = `
      BDMV/index.bdmv | video
      BDMV/MovieObject.bdmv | companion
      BDMV/PLAYLIST/00000.mpls | companion
      BDMV/CLIPINF/00001.clpi | companion
      BDMV/STREAM/00001.m2ts | companion
      BDMV/STREAM/00800.m2ts | companion
      BDMV/META/DL/bdmt_eng.xml | companion
      BDMV/META/DL/cover.jpg | companion
      BDMV/BACKUP/index.bdmv | companion
      BDMV/JAR/00000.jar | companion
      CERTIFICATE/id.bdmv | companion`;

/** Discs, releases, flat folders, shelves and box sets, and what belongs to no film. */
export const shelves: readonly TreeFilm[] = [
  {
    at: "The Phantom Carriage (1921)",
    row: { title: "The Phantom Carriage", year: 1921 },
    files: `${bdmv}
      poster.jpg | poster
      fanart.jpg | fanart
      movie.nfo | nfo`,
  },
  {
    at: "Foolish Wives (1922)",
    row: { title: "Foolish Wives", year: 1922 },
    files: `
      VIDEO_TS/VIDEO_TS.IFO | video
      VIDEO_TS/VIDEO_TS.BUP | companion
      VIDEO_TS/VIDEO_TS.VOB | companion
      VIDEO_TS/VTS_01_0.IFO | companion
      VIDEO_TS/VTS_01_0.BUP | companion
      VIDEO_TS/VTS_01_1.VOB | companion
      VIDEO_TS/VIDEO_TS.nfo | nfo
      AUDIO_TS/empty.txt | companion
      folder.jpg | poster`,
  },
  {
    at: "Way Down East (1920)",
    row: { title: "Way Down East", year: 1920 },
    files: `
      VIDEO_TS.IFO | video
      VIDEO_TS.BUP | companion
      VTS_01_0.IFO | companion
      VTS_01_1.VOB | companion
      poster.jpg | poster`,
  },
  {
    at: "Greed (1924)",
    row: { title: "Greed", year: 1924 },
    files: `
      Disc 1/VIDEO_TS/VIDEO_TS.IFO | part 1
      Disc 1/VIDEO_TS/VTS_01_1.VOB | companion
      Disc 2/VIDEO_TS/VIDEO_TS.IFO | part 2
      Disc 2/VIDEO_TS/VTS_01_1.VOB | companion
      movie.nfo | nfo`,
  },
  {
    at: "Sunrise (1927)",
    row: { title: "Sunrise", year: 1927 },
    files: `
      Sunrise (1927).iso | video
      Sunrise (1927).nfo | nfo
      Sunrise (1927)-poster.jpg | poster`,
  },
  {
    at: "Detour.1945.1080p.BluRay.x264-GRP",
    row: { title: "Detour", year: 1945, imdbId: "tt0037638" },
    text: {
      "detour.1945.1080p.bluray.x264-grp.nfo": "  ▄▄▄ GRP proudly presents  http://www.imdb.com/title/tt0037638/ ▄▄▄\n",
    },
    files: `
      detour.1945.1080p.bluray.x264-grp.mkv | video 1080p
      detour.1945.1080p.bluray.x264-grp.nfo | nfo
      Sample/detour.1945.1080p.bluray.x264-grp-sample.mkv | extra sample
      Subs/detour.1945.1080p.bluray.x264-grp.idx | sub vobsub
      Subs/detour.1945.1080p.bluray.x264-grp.sub | companion
      detour.1945.1080p.bluray.x264-grp.sfv | unknown other
      Proof/detour-proof.jpg | unknown image`,
  },
  {
    at: "The.Stranger.1946.720p.WEBRip-RARBG",
    row: { title: "The Stranger", year: 1946 },
    files: `
      The.Stranger.1946.720p.WEBRip-RARBG.mp4 | video 720p
      Subs/2_English.srt | sub srt en
      Subs/3_German.srt | sub srt de
      Subs/4_SDH.eng.srt | sub srt en SDH
      Subs/Forced.eng.srt | sub srt en forced
      RARBG.txt | unknown other
      RARBG_DO_NOT_MIRROR.exe | unknown other`,
  },
  {
    at: "Scarlet Street (1945) [1080p] [BluRay] [5.1] [YTS.MX]",
    row: { title: "Scarlet Street", year: 1945 },
    files: `
      Scarlet.Street.1945.1080p.BluRay.x264.AAC5.1-[YTS.MX].mp4 | video 1080p
      Scarlet.Street.1945.1080p.BluRay.x264.AAC5.1-[YTS.MX].srt | sub srt
      Subs/English.srt | sub srt en
      www.YTS.MX.jpg | unknown image`,
  },
  {
    at: "",
    row: { title: "Plan 9 from Outer Space", year: 1957 },
    files: `
      Plan 9 from Outer Space (1957).mkv | video
      Plan 9 from Outer Space (1957).nfo | nfo
      Plan 9 from Outer Space (1957)-poster.jpg | poster
      Plan 9 from Outer Space (1957)-fanart.jpg | fanart
      Plan 9 from Outer Space (1957).en.srt | sub srt en
      Plan 9 from Outer Space (1957)-trailer.mp4 | trailer trailer`,
  },
  {
    at: "",
    row: { title: "The Hitch-Hiker", year: 1953 },
    files: `
      The.Hitch-Hiker.1953.DVDRip.XviD-OLD.avi | video
      The.Hitch-Hiker.1953.DVDRip.XviD-OLD.srt | sub srt
      folder.jpg | unknown image
      notes.txt | unknown other`,
  },
  {
    at: "Classics/Silent/Seven Chances (1925)",
    row: { title: "Seven Chances", year: 1925 },
    files: `
      Seven Chances (1925).mkv | video
      Seven Chances (1925).nfo | nfo
      poster.jpg | poster`,
  },
  {
    at: "Classics/A-C/Cops (1922)",
    row: { title: "Cops", year: 1922 },
    files: `
      Cops (1922).m4v | video
      Cops (1922).en.forced.default.srt | sub srt en forced default
      poster.jpg | poster`,
  },
  {
    at: "Shorts/The Boat (1921)",
    row: { title: "The Boat", year: 1921 },
    files: `
      The Boat (1921).mkv | video
      movie.nfo | nfo`,
  },
  {
    at: "Caligari Collection/The Cabinet of Dr. Caligari (1920)",
    row: { title: "The Cabinet of Dr. Caligari", year: 1920, collection: "Caligari Collection" },
    text: {
      "The Cabinet of Dr. Caligari (1920).nfo": nfoWithSet("The Cabinet of Dr. Caligari", 1920),
    },
    files: `
      The Cabinet of Dr. Caligari (1920).mkv | video
      The Cabinet of Dr. Caligari (1920).nfo | nfo
      poster.jpg | poster
      movieset-poster.jpg | set poster
      movieset-fanart.jpg | set fanart`,
  },
  {
    at: "Caligari Collection/Genuine (1920)",
    row: { title: "Genuine", year: 1920, collection: "Caligari Collection" },
    text: { "Genuine (1920).nfo": nfoWithSet("Genuine", 1920) },
    files: `
      Genuine (1920).mkv | video
      Genuine (1920).nfo | nfo`,
  },
  {
    at: "Caligari Collection",
    files: `
      movieset-poster.jpg | unknown image
      movieset-clearlogo.png | unknown image
      poster.jpg | unknown image`,
  },
  {
    at: "Double Feature",
    row: { title: "The Bat", year: 1926 },
    files: `
      The Bat (1926).mkv | video
      The Bat (1926).nfo | nfo
      The Bat (1926)-poster.jpg | poster`,
  },
  {
    at: "Double Feature",
    row: { title: "The Bat", year: 1959 },
    files: `
      The Bat (1959).mkv | video
      The Bat (1959).de.srt | sub srt de
      The Bat (1959)-fanart.jpg | fanart`,
  },
  {
    at: "Double Feature",
    row: { title: "The Bat Whispers", year: 1930 },
    files: `
      The Bat Whispers (1930).mkv | video
      The Bat Whispers (1930).en.srt | sub srt en
      The Bat Whispers (1930)-trailer.mp4 | trailer trailer
      poster.jpg | unknown image`,
  },
  {
    at: "Only an NFO (2001)",
    files: `
      Only an NFO (2001).nfo | unknown nfo
      poster.jpg | unknown image`,
  },
  {
    at: "Music",
    files: `
      01 - Song.mp3 | unknown other
      cover.jpg | unknown image`,
  },
  {
    at: "Sita Sings the Blues (2008)",
    row: { title: "Sita Sings the Blues", year: 2008 },
    files: `
      Sita Sings the Blues (2008).mkv | video
      Sita Sings the Blues (2008).mkv.part | ignored
      Sita Sings the Blues (2008).tmp | ignored
      @eaDir/Sita Sings the Blues (2008).mkv/SYNOVIDEO_VIDEO_SCREENSHOT.jpg | ignored
      .DS_Store | ignored
      Thumbs.db | ignored
      ._Sita Sings the Blues (2008).mkv | ignored
      Sita Sings the Blues (2008).trickplay/320 - 10x10/0.jpg | ignored
      Sita Sings the Blues (2008).trickplay/320 - 10x10/1.jpg | ignored
      .mtr-0a1b2c3d | ignored`,
  },
  {
    at: "_UNPACK_Spring (2019)",
    files: `
      Spring (2019).mkv | ignored`,
  },
  {
    at: "Private",
    files: `
      .nomedia | ignored
      Home Video (2020)/Home Video (2020).mkv | ignored`,
  },
  {
    at: "Kids only",
    files: `
      .ignore | ignored
      Cartoon (1935)/Cartoon (1935).mkv | ignored`,
    text: { ".ignore": "" },
  },
  {
    at: "Caminandes (2013)",
    row: { title: "Caminandes", year: 2013 },
    text: { ".ignore": "# notes of our own\n*.psd\n/drafts/\n" },
    files: `
      .ignore | ignored
      Caminandes (2013).mkv | video
      poster.psd | ignored
      drafts/Caminandes (2013) rough cut.mkv | ignored
      poster.jpg | poster`,
  },
  {
    at: "#recycle",
    files: `
      Gone (2001)/Gone (2001).mkv | ignored`,
  },
  {
    at: "Tears of Steel (2012)",
    row: { title: "Tears of Steel", year: 2012 },
    files: `
      Tears of Steel (2012).mkv.crdownload | ignored
      Tears.of.Steel.2012.mkv | video
      Tears.of.Steel.2012.mkv.!qB | ignored`,
  },
];

function nfoWithSet(title: string, year: number): string {
  return `<movie><title>${title}</title><year>${year}</year><set><name>Caligari Collection</name></set></movie>`;
}
