import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A film or episode of the demo: where it lies, which tiny real media stands for it, and what lies beside it. */
type DemoFile = { path: string; media: string; beside?: Record<string, string> };

const media = new URL("../e2e/fixtures/media/", import.meta.url);

const nfo = (lines: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<movie>\n${lines}\n</movie>\n`;
const subtitle = "1\n00:00:00,000 --> 00:00:01,000\nHello.\n";

/** Freely licensed and public-domain films, named as people and download managers name them. */
const films: DemoFile[] = [
  { path: "Big Buck Bunny (2008)/Big Buck Bunny (2008) [1080p].mkv", media: "h264-1080p-aac.mkv" },
  {
    path: "Sintel (2010) {tmdb-45745}/Sintel.2010.2160p.HDR.mkv",
    media: "hevc-2160p-hdr10-eac3.mkv",
    beside: { "Sintel.2010.2160p.HDR.en.srt": subtitle, "Sintel.2010.2160p.HDR.de.forced.srt": subtitle },
  },
  { path: "Tears of Steel (2012)/Tears.of.Steel.2012.1080p.WEB-DL.DD5.1.H264.mkv", media: "h264-1080p-dts.mkv" },
  { path: "Elephants Dream (2006)/Elephants Dream.mkv", media: "h264-720p-ac3-two-languages.mkv" },
  { path: "Cosmos Laundromat (2015)/Cosmos Laundromat (2015).webm", media: "vp9-1080p-opus.webm" },
  { path: "Spring (2019)/Spring.2019.2160p.DV.mp4", media: "hevc-2160p-dolby-vision.mp4" },
  {
    path: "Agent 327 Operation Barbershop (2017)/Agent 327 Operation Barbershop (2017).mkv",
    media: "av1-1080p-opus.mkv",
  },
  { path: "Caminandes Llamigos (2016)/Caminandes Llamigos (2016).mp4", media: "h264-scope-aac.mp4" },
  { path: "Night of the Living Dead (1968)/Night of the Living Dead (1968).mkv", media: "h264-1080p-truehd.mkv" },
  {
    path: "Nosferatu (1922)/Nosferatu.1922.avi",
    media: "xvid-480p-mp3.avi",
    beside: {
      "Nosferatu.1922.nfo": nfo(
        "  <title>Nosferatu</title>\n  <year>1922</year>\n  <tagline>A note from the shelf</tagline>\n  <tag>silent</tag>\n  <shelf>Top left</shelf>",
      ),
    },
  },
  { path: "The General (1926)/The General (1926).ts", media: "mpeg2-576p-ac3.m2ts" },
  { path: "Metropolis (1927)/Metropolis (1927).mkv", media: "hevc-2160p-hlg-flac.mkv" },
  { path: "Charade (1963)/Charade.1963.720p.m4v", media: "h264-720p-silent.m4v" },
  { path: "His Girl Friday (1940)/His Girl Friday (1940).mkv", media: "h264-1080p-aac.mkv" },
  { path: "A Trip to the Moon (1902)/A Trip to the Moon (1902).mkv", media: "h264-720p-ac3-two-languages.mkv" },
  { path: "Safety Last! (1923)/Safety Last! (1923).mkv", media: "h264-1080p-dts.mkv" },
];

const show = (lines: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<tvshow>\n${lines}\n</tvshow>\n`;

/** Free series: named by season and number, as a pack, with two episodes in a file, and with a special. */
const episodes: DemoFile[] = [
  {
    path: "Pioneer One (2010)/Trailers/Pioneer One - Trailer.mkv",
    media: "h264-720p-silent.m4v",
    beside: {
      "../tvshow.nfo": show(
        "  <title>Pioneer One</title>\n  <premiered>2010-06-16</premiered>\n  <status>Ended</status>\n  <genre>Drama</genre>\n  <plot>An object from the sky comes down in Montana, and with it a man.</plot>",
      ),
    },
  },
  {
    path: "Pioneer One (2010)/Season 01/Pioneer One - S01E01 - Earthfall.mkv",
    media: "h264-720p-ac3-two-languages.mkv",
    beside: { "Pioneer One - S01E01 - Earthfall.en.srt": subtitle },
  },
  { path: "Pioneer One (2010)/Season 01/Pioneer One - S01E02 - The Man from Mars.mkv", media: "h264-1080p-aac.mkv" },
  { path: "Pioneer One (2010)/Season 01/Pioneer One - S01E03-E04.mkv", media: "h264-1080p-dts.mkv" },
  { path: "Pioneer One (2010)/Season 01/Pioneer One - S01E05 - Sea Change.mkv", media: "h264-1080p-aac.mkv" },
  { path: "Pioneer One (2010)/Specials/Pioneer One - S00E01 - Behind the Scenes.mkv", media: "h264-720p-silent.m4v" },
  { path: "Caminandes.S01.2160p.WEB/Caminandes.S01E01.Llama.Drama.2160p.mkv", media: "hevc-2160p-hdr10-eac3.mkv" },
  { path: "Caminandes.S01.2160p.WEB/Caminandes.S01E02.Gran.Dillama.2160p.mkv", media: "hevc-2160p-hlg-flac.mkv" },
  { path: "Dragnet/Dragnet 1x01 The Human Bomb.avi", media: "xvid-480p-mp3.avi" },
  { path: "Dragnet/Dragnet 1x02 The Big Actor.avi", media: "xvid-480p-mp3.avi" },
];

/** Makes the demo's films below a folder, once: a library that is there is used as it is. */
export const makeDemoLibrary = (folder: string): void => makeOnce(folder, films);

/** The same for its series. */
export const makeDemoSeries = (folder: string): void => makeOnce(folder, episodes);

function makeOnce(folder: string, files: readonly DemoFile[]): void {
  if (existsSync(folder)) return;
  for (const file of files) {
    const target = join(folder, file.path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(new URL(file.media, media), target);
    for (const [name, content] of Object.entries(file.beside ?? {}))
      writeFileSync(join(dirname(target), name), content);
  }
}
