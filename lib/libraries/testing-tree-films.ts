import type { TreeFilm } from "./testing-tree.ts";

const nfo = (title: string, year: number, more = "") =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<movie><title>${title}</title><year>${year}</year>${more}</movie>\n`;

/** Films in folders of their own, as Kodi, Jellyfin, Plex, Radarr and people lay them out. */
export const ownFolders: readonly TreeFilm[] = [
  {
    at: "Nosferatu (1922)",
    row: { title: "Nosferatu – Eine Symphonie des Grauens", year: 1922, tmdbId: 653, imdbId: "tt0013442" },
    text: {
      "Nosferatu (1922).nfo": nfo(
        "Nosferatu – Eine Symphonie des Grauens",
        1922,
        `<uniqueid type="tmdb" default="true">653</uniqueid><uniqueid type="imdb">tt0013442</uniqueid>`,
      ),
    },
    files: `
      Nosferatu (1922).mkv | video
      Nosferatu (1922).nfo | nfo
      Nosferatu (1922)-poster.jpg | poster
      Nosferatu (1922)-fanart.jpg | fanart
      Nosferatu (1922)-fanart1.jpg | fanart 1
      Nosferatu (1922)-fanart2.jpg | fanart 2
      Nosferatu (1922)-banner.jpg | banner
      Nosferatu (1922)-landscape.jpg | landscape
      Nosferatu (1922)-thumb.jpg | landscape
      Nosferatu (1922)-clearlogo.png | clearlogo
      Nosferatu (1922)-clearart.png | clearart
      Nosferatu (1922)-discart.png | discart
      Nosferatu (1922)-disc.png | discart
      Nosferatu (1922)-keyart.jpg | keyart
      Nosferatu (1922)-characterart.png | characterart
      Nosferatu (1922).en.srt | sub srt en
      Nosferatu (1922).de.forced.srt | sub srt de forced
      Nosferatu (1922).fr.default.ass | sub ass fr default
      Nosferatu (1922).en.sdh.srt | sub srt en SDH
      Nosferatu (1922).zh-Hans.srt | sub srt zh
      Nosferatu (1922).pt-BR.vtt | sub vtt pt
      Nosferatu (1922).es.sup | sub pgs es
      Nosferatu (1922).it.idx | sub vobsub it
      Nosferatu (1922).it.sub | companion
      Nosferatu (1922).srt | sub srt
      Nosferatu (1922)-trailer.mp4 | trailer trailer
      .actors/Max_Schreck.jpg | actor_thumb
      .actors/Greta_Schröder.png | actor_thumb`,
  },
  {
    at: "The General (1926)",
    row: { title: "The General", year: 1926 },
    text: { "movie.nfo": nfo("The General", 1926) },
    files: `
      The General.mkv | video
      movie.nfo | nfo
      folder.jpg | poster
      backdrop.jpg | fanart
      backdrop1.jpg | fanart 1
      backdrop-2.jpg | fanart 2
      logo.png | clearlogo
      clearart.png | clearart
      disc.png | discart
      banner.jpg | banner
      thumb.jpg | landscape
      landscape.jpg | landscape
      extrafanart/fanart1.jpg | fanart 2
      extrafanart/anything.jpg | fanart 1
      theme.mp3 | extra theme
      trailers/Teaser.mp4 | trailer trailer
      featurettes/The train.mkv | extra featurette
      behind the scenes/On the bridge.mkv | extra behindthescenes
      deleted scenes/Lost reel.mkv | extra deleted
      interviews/Buster.mkv | extra interview
      scenes/The chase.mkv | extra scene
      shorts/One week.mkv | extra short
      clips/Cannon.mkv | extra clip
      extras/Restoration.mkv | extra other
      other/Slides.mkv | extra other
      samples/sample.mkv | extra sample
      backdrops/theme.mp4 | extra theme`,
  },
  {
    at: "Charade (1963) {imdb-tt0056923}",
    row: { title: "Charade", year: 1963, imdbId: "tt0056923" },
    files: `
      Charade (1963).mkv | video
      Charade (1963)-trailer.mkv | trailer trailer
      Charade (1963)-behindthescenes.mkv | extra behindthescenes
      Charade (1963)-deleted.mkv | extra deleted
      Charade (1963)-featurette.mkv | extra featurette
      Charade (1963)-interview.mkv | extra interview
      Charade (1963)-scene.mkv | extra scene
      Charade (1963)-short.mkv | extra short
      Charade (1963)-clip.mkv | extra clip
      Charade (1963)-other.mkv | extra other
      Charade (1963)-sample.mkv | extra sample
      poster.jpg | poster
      fanart.png | fanart
      cover.jpg | poster
      Charade (1963).jpg | poster`,
  },
  {
    at: "Metropolis (1927) [tmdbid-19]",
    row: { title: "Metropolis", year: 1927, tmdbId: 19 },
    files: `
      Metropolis (1927) [tmdbid-19] - [Bluray-1080p][DTS 5.1][x264].mkv | video 1080p
      Metropolis (1927) [tmdbid-19] - [Bluray-1080p][DTS 5.1][x264].eng.srt | sub srt en
      Metropolis (1927) [tmdbid-19] - [Bluray-1080p][DTS 5.1][x264].ger.forced.srt | sub srt de forced
      Metropolis (1927) [tmdbid-19] - [WEBDL-720p][AAC 2.0][x264]-OLD-thumb.jpg | landscape
      poster.jpg | poster`,
  },
  {
    at: "The Lost World (1925)",
    row: { title: "The Lost World", year: 1925 },
    files: `
      The Lost World (1925) {edition-Restored}.mkv | video: Restored
      The Lost World (1925).nfo | nfo
      The Lost World (1925) {edition-Restored}.en.srt | sub srt en
      poster.webp | poster`,
  },
  {
    at: "Sintel (2010)",
    row: { title: "Sintel", year: 2010 },
    files: `
      Sintel (2010) - 2160p.mkv | video 2160p
      Sintel (2010) - 1080p.mkv | version 1080p
      Sintel (2010) - [Director's Cut].mkv | version: Director's Cut
      Sintel (2010) - 1080p.en.srt | sub srt en
      Sintel (2010) - 2160p.nl.srt | sub srt nl
      Sintel (2010) - 2160p.nfo | nfo
      poster.jpg | poster`,
  },
  {
    at: "Intolerance (1916)",
    row: { title: "Intolerance", year: 1916 },
    files: `
      Intolerance (1916)-cd1.avi | part 1
      Intolerance (1916)-cd2.avi | part 2
      Intolerance (1916)-cd1.srt | sub srt
      Intolerance (1916)-cd2.srt | sub srt
      Intolerance (1916).nfo | nfo
      Intolerance (1916)-poster.jpg | poster
      Intolerance (1916)-cd1.nfo | nfo`,
  },
  {
    at: "Napoleon (1927)",
    row: { title: "Napoleon", year: 1927 },
    files: `
      Napoleon (1927) - part1.mkv | part 1
      Napoleon (1927) - part2.mkv | part 2
      Napoleon (1927) - part3.mkv | part 3
      movie.nfo | nfo
      fanart.jpg | fanart`,
  },
  {
    at: "Les Vampires (1915)",
    row: { title: "Les Vampires", year: 1915 },
    files: `
      CD1/Les Vampires.avi | part 1
      CD2/Les Vampires.avi | part 2
      CD3/Les Vampires.avi | part 3
      movie.nfo | nfo
      poster.jpg | poster`,
  },
  {
    at: "Spione (1928)",
    row: { title: "Spione", year: 1928, tmdbId: 53_765 },
    text: { "Spione (1928).nfo": "https://www.themoviedb.org/movie/53765\n" },
    files: `
      Spione (1928).mp4 | video
      Spione (1928).nfo | nfo
      Spione (1928).tbn | poster
      Spione (1928)-poster.png | poster
      trailer.mp4 | trailer trailer
      movie-trailer.mkv | trailer trailer
      sample.mkv | extra sample
      theme.flac | extra theme
      Spione (1928).edl | companion
      Spione (1928)-320-10.bif | companion
      Spione (1928).de.mka | unknown other
      Spione (1928).txt | unknown other
      chapters.xml | unknown other
      holiday picture.jpg | unknown image`,
  },
  {
    at: "Faust (1926)",
    row: { title: "Faust", year: 1926 },
    files: `
      Faust.1926.mkv | video
      Faust (1926) old name.en.srt | sub srt en
      Faust (1926) old name-poster.jpg | poster
      Faust (1926) old name.nfo | nfo`,
  },
  {
    at: "M (1931)",
    row: { title: "M", year: 1931 },
    files: `
      M (1931).mkv | video
      M (1931).nfo | nfo
      M (1931)-poster.jpg | poster`,
  },
  {
    at: "1984 (1956)",
    row: { title: "1984", year: 1956 },
    files: `
      1984 (1956).mkv | video
      1984 (1956)-fanart.jpg | fanart`,
  },
  {
    at: "Häxan (1922)",
    row: { title: "Häxan", year: 1922 },
    files: `
      Häxan (1922).mkv | video
      Häxan (1922).sv.srt | sub srt sv
      Häxan (1922)-poster.jpg | poster`,
  },
  {
    at: "Броненосец Потёмкин (1925)",
    row: { title: "Броненосец Потёмкин", year: 1925 },
    files: `
      Броненосец Потёмкин (1925).mkv | video
      Броненосец Потёмкин (1925).ru.srt | sub srt ru
      Броненосец Потёмкин (1925).nfo | nfo`,
  },
  {
    at: "東京物語 (1953)",
    row: { title: "東京物語", year: 1953 },
    files: `
      東京物語 (1953).mkv | video
      東京物語 (1953).ja.ass | sub ass ja
      東京物語 (1953)-poster.jpg | poster`,
  },
  {
    at: "Stream Link (2020)",
    row: { title: "Stream Link", year: 2020 },
    files: `
      Stream Link (2020).strm | video
      Stream Link (2020).nfo | nfo`,
  },
];
