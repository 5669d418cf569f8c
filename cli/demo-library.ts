import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A film of the demo: where it lies, which tiny real media stands for it, and what lies beside it. */
type DemoFilm = { path: string; media: string; beside?: Record<string, string> };

const media = new URL("../e2e/fixtures/media/", import.meta.url);

const nfo = (lines: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<movie>\n${lines}\n</movie>\n`;
const subtitle = "1\n00:00:00,000 --> 00:00:01,000\nHello.\n";

/** Freely licensed and public-domain films, named as people and download managers name them. */
const films: DemoFilm[] = [
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

/** Makes the demo's films below a folder, once: a library that is there is used as it is. */
export function makeDemoLibrary(folder: string): void {
  if (existsSync(folder)) return;
  for (const film of films) {
    const target = join(folder, film.path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(new URL(film.media, media), target);
    for (const [name, content] of Object.entries(film.beside ?? {}))
      writeFileSync(join(dirname(target), name), content);
  }
}
