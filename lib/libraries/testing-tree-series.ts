import type { TreeShow } from "./testing-tree.ts";

/** Shows in folders of their own, as Kodi, Jellyfin, Plex, Sonarr and people lay them out. */
export const shows: readonly TreeShow[] = [
  {
    at: "Lantern Bay (2011)",
    row: { title: "Lantern Bay", year: 2011, tvdbId: 900_101, tmdbId: 70_101 },
    seasons: { 1: "The first winter" },
    text: {
      "tvshow.nfo": `<tvshow><title>Lantern Bay</title><year>2011</year><uniqueid type="tvdb" default="true">900101</uniqueid>
        <uniqueid type="tmdb">70101</uniqueid><namedseason number="1">The first winter</namedseason></tvshow>`,
      "Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].nfo":
        "<episodedetails><title>The Signal, told</title><season>1</season><episode>1</episode></episodedetails>",
      "Season 01/Lantern Bay (2011) - S01E03-E04 - Fog and Tide [WEBDL-1080p].nfo": `<episodedetails><title>Fog</title><season>1</season><episode>3</episode></episodedetails>
        <episodedetails><title>Tide</title><season>1</season><episode>4</episode></episodedetails>`,
    },
    titles: { "1x01": "The Signal, told", "1x03": "Fog", "1x04": "Tide" },
    files: `
      tvshow.nfo | nfo
      poster.jpg | poster
      fanart.jpg | fanart
      fanart1.jpg | fanart 1
      banner.jpg | banner
      clearlogo.png | clearlogo
      clearart.png | clearart
      characterart.png | characterart
      landscape.jpg | landscape
      keyart.jpg | keyart
      season01-poster.jpg | season 1 poster
      season01-banner.jpg | season 1 banner
      season01-fanart.jpg | season 1 fanart
      season01-landscape.jpg | season 1 landscape
      season02-poster.jpg | season 2 poster
      season-specials-poster.jpg | season 0 poster
      season-specials-banner.jpg | season 0 banner
      season-all-poster.jpg | poster 100
      season-all-fanart.jpg | fanart 100
      theme.mp3 | extra theme
      tvshow-trailer.mp4 | trailer trailer
      .actors/Ada_Harbour.jpg | companion
      extrafanart/fanart3.jpg | fanart 4
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].mkv | 1x01
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].nfo | nfo 1x01
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p]-thumb.jpg | thumb 1x01
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].en.srt | sub 1x01 srt en
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].de.forced.srt | sub 1x01 srt de forced
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].en.sdh.ass | sub 1x01 ass en SDH
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].fr.idx | sub 1x01 vobsub fr
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].fr.sub | companion 1x01
      Season 01/Lantern Bay (2011) - S01E01 - The Signal [WEBDL-1080p].edl | companion 1x01
      Season 01/Lantern Bay (2011) - S01E02 - The Wreck [WEBDL-1080p].mkv | 1x02 = The Wreck
      Season 01/Lantern Bay (2011) - S01E02 - The Wreck [WEBDL-1080p].jpg | thumb 1x02
      Season 01/Lantern Bay (2011) - S01E03-E04 - Fog and Tide [WEBDL-1080p].mkv | 1x03+04
      Season 01/Lantern Bay (2011) - S01E03-E04 - Fog and Tide [WEBDL-1080p].nfo | nfo 1x03+04
      Season 01/Lantern Bay (2011) - S01E03-E04 - Fog and Tide [WEBDL-1080p].en.srt | sub 1x03+04 srt en
      Season 02/Lantern Bay (2011) - S02E01 - Ashore [HDTV-720p].mkv | 2x01 version
      Season 02/Lantern Bay (2011) - S02E01 - Ashore [WEBDL-1080p].mkv | 2x01 = Ashore
      Season 02/Lantern Bay (2011) - S02E02 - Embers-part1.mkv | 2x02 part 1 = Embers
      Season 02/Lantern Bay (2011) - S02E02 - Embers-part2.mkv | 2x02 part 2
      Season 02/holiday.jpg | unknown image
      Season 02/.DS_Store | ignored
      Season 02/Lantern Bay (2011) - S02E03.mkv.part | ignored
      Specials/Lantern Bay (2011) - S00E01 - Building the Set.mkv | 0x01 = Building the Set
      Specials/Lantern Bay (2011) - S00E02 - Blooper Reel.mkv | 0x02 = Blooper Reel
      notes.txt | unknown other`,
  },
  {
    at: "Night Ferry",
    row: { title: "Night Ferry", year: null },
    seasons: { 1: "Outward" },
    text: { "Season 1/season.nfo": "<season><title>Outward</title><seasonnumber>1</seasonnumber></season>" },
    files: `
      folder.jpg | poster
      backdrop.jpg | fanart
      backdrop2.jpg | fanart 2
      logo.png | clearlogo
      Season 1/season.nfo | nfo season 1
      Season 1/folder.jpg | season 1 poster
      Season 1/banner.jpg | season 1 banner
      Season 1/fanart.jpg | season 1 fanart
      Season 1/Night Ferry S01E01E02.mkv | 1x01+02
      Season 1/metadata/Night Ferry S01E01E02.jpg | thumb 1x01+02
      Season 1/Night Ferry S01E03-E05.mkv | 1x03+04+05
      Season 1/Night Ferry S01E06-08.mkv | 1x06+07+08
      Season 1/Night Ferry 1x09 - Below Deck.mkv | 1x09 = Below Deck
      Season 1/Night Ferry 1x10-11.mkv | 1x10+11
      Season 1/Night Ferry S01E01E02.trickplay/320 - 10x10/0.jpg | ignored
      Season 1/extras/The harbour set.mkv | extra other
      Season 2/Night Ferry S02E01.mp4 | 2x01
      Season 2/Night Ferry S02E01.pt-BR.srt | sub 2x01 srt pt
      behind the scenes/On the water.mkv | extra behindthescenes
      trailers/Teaser.mp4 | trailer trailer
      interviews/The captain.mkv | extra interview
      backdrops/theme.mp4 | extra theme`,
  },
  {
    at: "Kobold Street {tvdb-81189}",
    row: { title: "Kobold Street", year: null, tvdbId: 81_189 },
    files: `
      show.jpg | poster
      background.jpg | fanart
      Season01.jpg | season 1 poster
      Season01-b.jpg | season 1 poster 1
      Season02.png | season 2 poster
      season-specials-poster.jpg | season 0 poster
      Season 01/Kobold Street - s01e01 - Cellar.mkv | 1x01 = Cellar
      Season 01/Kobold Street - s01e01 - Cellar.jpg | thumb 1x01
      Season 01/Kobold Street - s01e02 - Attic.mkv | 1x02 = Attic
      Season 01/Kobold Street - s01e02 - Attic-landscape.jpg | thumb 1x02
      Season 02/Kobold Street - s02e01.mkv | 2x01
      Season 02/Kobold Street - s02e01-featurette.mkv | extra featurette
      Season 00/Kobold Street - s00e01 - Pilot.mkv | 0x01 = Pilot`,
  },
  {
    at: "Hafenlicht (1998)",
    row: { title: "Hafenlicht", year: 1998 },
    files: `
      staffel1-poster.jpg | season 1 poster
      Staffel 1/Hafenlicht 1x01 - Ankunft.avi | 1x01 = Ankunft
      Staffel 1/Hafenlicht 1x01 - Ankunft.srt | sub 1x01 srt
      Staffel 1/Hafenlicht 1x02 - Nebel.avi | 1x02 = Nebel
      Staffel 2/Hafenlicht 2x01.avi | 2x01
      Staffel 3/Hafenlicht 3x01.avi | 3x01
      Staffel 3/folder.jpg | season 3 poster`,
  },
  {
    at: "Rue du Phare",
    row: { title: "Rue du Phare", year: null },
    files: `
      Saison 1/Rue du Phare S01E01.mkv | 1x01
      Saison 02/Rue du Phare S02E01.mkv | 2x01
      Saison 02/Rue du Phare S02E01.fr.forced.srt | sub 2x01 srt fr forced`,
  },
  {
    at: "Copper Mill",
    row: { title: "Copper Mill", year: null },
    files: `
      S01/01 - Opening.mkv | 1x01 = Opening
      S01/02 - Gears.mkv | 1x02 = Gears
      s2/Copper Mill s02e01.mkv | 2x01
      Season 3 (2004)/Copper Mill s03e01.mkv | 3x01
      4/Copper Mill s04e01.mkv | 4x01
      Series 5/Copper Mill s05e01.mkv | 5x01`,
  },
  {
    at: "The Evening Desk",
    row: { title: "The Evening Desk", year: null },
    files: `
      tvshow.nfo | nfo
      Season 2024/The Evening Desk - 2024-03-15 - A Guest.mkv | 2024x315 date = A Guest
      Season 2024/The Evening Desk - 2024-03-15 - A Guest.en.srt | sub 2024x315 srt en
      Season 2024/The.Evening.Desk.2024.11.02.720p.WEB-GRP.mkv | 2024x1102 date
      The.Evening.Desk.2025.01.09.mkv | 2025x109 date`,
    text: { "tvshow.nfo": "<tvshow><title>The Evening Desk</title></tvshow>" },
  },
  {
    at: "Moon Lighthouse",
    row: { title: "Moon Lighthouse", year: null },
    files: `
      [Otter] Moon Lighthouse - 01 [1080p].mkv | 1x01 absolute
      [Otter] Moon Lighthouse - 02v2 [1080p].mkv | 1x02 absolute
      [Otter] Moon Lighthouse - 12 [1080p].mkv | 1x12 absolute
      [Otter] Moon Lighthouse - 12 [1080p].ass | sub 1x12 ass
      [Otter] Moon Lighthouse - 25-26 [1080p].mkv | 1x25+26 absolute
      poster.jpg | poster`,
  },
  {
    at: "月の灯台",
    row: { title: "月の灯台", year: null },
    files: `
      Season 1/月の灯台 - S01E01.mkv | 1x01
      Season 1/月の灯台 - S01E01.ja.srt | sub 1x01 srt ja
      Season 1/月の灯台 - S01E02.mkv | 1x02`,
  },
  {
    at: "Маяк (2005)",
    row: { title: "Маяк", year: 2005 },
    files: `
      Season 1/Маяк S01E01.mkv | 1x01
      Season 1/Маяк S01E01.ru.srt | sub 1x01 srt ru
      poster.jpg | poster`,
  },
  {
    at: "Glass Valley (2019) [tmdbid-361753]",
    row: { title: "Glass Valley", year: 2019, tmdbId: 361_753 },
    files: `
      Glass Valley S01E01.mkv | 1x01
      Glass Valley S01E02.mkv | 1x02
      Glass Valley S01E02.nfo | nfo 1x02
      Glass Valley S01E03.mkv | 1x03
      Glass Valley S01E03-trailer.mkv | trailer trailer
      Glass Valley - Making of.mkv | unknown video
      Subs/Glass Valley S01E01.en.srt | sub 1x01 srt en
      Subs/Glass Valley S01E02/2_English.srt | sub 1x02 srt en
      Subs/Glass Valley S01E02/3_German.srt | sub 1x02 srt de
      Subs/unrelated.srt | unknown subtitle`,
    text: {
      "Glass Valley S01E02.nfo":
        "<episodedetails><title>Shards</title><season>1</season><episode>2</episode></episodedetails>",
    },
    titles: { "1x02": "Shards" },
  },
  {
    at: "The 4400",
    row: { title: "The 4400", year: null },
    files: `
      poster.jpg | poster
      season01-poster.jpg | season 1 poster
      Season 1/The 4400 - S01E01 - Pilot.mkv | 1x01 = Pilot
      Season 1/The 4400 - S01E02 - Return.mkv | 1x02 = Return`,
  },
  {
    at: "Space 1889",
    row: { title: "Space 1889", year: null },
    files: `
      poster.jpg | poster
      Season 1/Space 1889 S01E01.mkv | 1x01`,
  },
  {
    at: "Paper Kites",
    row: { title: "Paper Kites", year: null },
    files: `
      Season 1/Paper Kites S01E01/Paper Kites S01E01.mkv | 1x01
      Season 1/Paper Kites S01E01/Paper Kites S01E01.nfo | nfo 1x01
      Season 1/Paper Kites S01E02/Paper Kites S01E02.mkv | 1x02
      Season 1/Paper Kites S01E02/Paper Kites S01E02.en.srt | sub 1x02 srt en
      Season 2/BDMV/index.bdmv | unknown other
      Season 2/BDMV/STREAM/00001.m2ts | unknown video`,
  },
  {
    at: "Iron Orchard",
    row: { title: "Iron Orchard", year: null },
    files: `
      Iron.Orchard.S01.1080p.WEB-GRP/Iron.Orchard.S01E01.1080p.WEB-GRP.mkv | 1x01
      Iron.Orchard.S01.1080p.WEB-GRP/Iron.Orchard.S01E02.1080p.WEB-GRP.mkv | 1x02
      Iron.Orchard.S01.1080p.WEB-GRP/Subs/Iron.Orchard.S01E01.1080p.WEB-GRP/2_English.srt | sub 1x01 srt en
      Iron.Orchard.S01.1080p.WEB-GRP/Sample/iron.orchard.s01e01-sample.mkv | extra sample
      Season 02/Iron Orchard - S02E01.mkv | 2x01
      Season 02/Iron Orchard - S02E02.mkv | 2x02`,
  },
];
