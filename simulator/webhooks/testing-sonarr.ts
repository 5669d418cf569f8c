/** What Sonarr 4 sends, as its WebhookPayload classes write it. For tests: a path is what the test says. */

export type SonarrShow = { title: string; path: string; year?: number; tvdbId?: number };
export type SonarrEpisode = { seasonNumber: number; episodeNumber: number; title?: string };

const instance = { instanceName: "Sonarr", applicationUrl: "" };

const seriesOf = ({ title, path, year = 2001, tvdbId = 70_000 }: SonarrShow) => ({
  id: 1,
  title,
  titleSlug: title.toLowerCase().replaceAll(" ", "-"),
  path,
  tvdbId,
  tvMazeId: 0,
  tmdbId: 0,
  imdbId: "",
  type: "standard",
  year,
  genres: ["Drama"],
  images: [],
  tags: [],
  originalLanguage: { id: 1, name: "English" },
});

const episodesOf = (episodes: readonly SonarrEpisode[]) =>
  episodes.map(({ seasonNumber, episodeNumber, title = "" }, index) => ({
    id: index + 1,
    episodeNumber,
    seasonNumber,
    title,
    overview: "",
    airDate: "2001-01-01",
    airDateUtc: "2001-01-01T20:00:00Z",
    seriesId: 1,
    tvdbId: 0,
  }));

let fileId = 0;
function fileOf(show: SonarrShow, path: string) {
  fileId += 1;
  return {
    id: fileId,
    relativePath: path.slice(show.path.length + 1),
    path,
    quality: "WEBDL-1080p",
    qualityVersion: 1,
    releaseGroup: "GRP",
    sceneName: "",
    size: 1_073_741_824,
    dateAdded: "2026-11-29T10:00:00Z",
    languages: [{ id: 1, name: "English" }],
    mediaInfo: { audioChannels: 2, audioCodec: "AAC", height: 1080, width: 1920, videoCodec: "x264" },
  };
}

type WithEpisodes = SonarrShow & { episodes: SonarrEpisode[] };

const event = (eventType: string, rest: Record<string, unknown>) => ({ ...rest, eventType, ...instance });
const download = ({ episodes, ...show }: WithEpisodes, path: string, rest: Record<string, unknown>) =>
  event("Download", {
    series: seriesOf(show),
    episodes: episodesOf(episodes),
    episodeFile: fileOf(show, path),
    downloadClient: "SABnzbd",
    downloadClientType: "SABnzbd",
    downloadId: `${show.title} ${path}`,
    customFormatInfo: { customFormats: [], customFormatScore: 0 },
    ...rest,
  });

export const sonarrTest = () =>
  event("Test", {
    series: { id: 1, title: "Test Title", path: "C:\\testpath", tvdbId: 1234, tags: ["test-tag"] },
    episodes: [{ id: 123, episodeNumber: 1, seasonNumber: 1, title: "Test title", seriesId: 0, tvdbId: 0 }],
  });
export const sonarrGrab = ({ episodes, ...show }: WithEpisodes) =>
  event("Grab", {
    series: seriesOf(show),
    episodes: episodesOf(episodes),
    release: { releaseTitle: show.title, size: 1 },
  });
export const sonarrDownload = ({
  path: to,
  show,
  episodes,
}: {
  show: SonarrShow;
  episodes: SonarrEpisode[];
  path: string;
}) => download({ ...show, episodes }, to, { isUpgrade: false });
/** A better file took the place of others. */
export const sonarrUpgrade = (params: {
  show: SonarrShow;
  episodes: SonarrEpisode[];
  from: string | string[];
  path: string;
}) =>
  download({ ...params.show, episodes: params.episodes }, params.path, {
    isUpgrade: true,
    deletedFiles: [params.from].flat().map((each) => fileOf(params.show, each)),
  });
export const sonarrRename = ({ show, files }: { show: SonarrShow; files: { from: string; to: string }[] }) =>
  event("Rename", {
    series: seriesOf(show),
    renamedEpisodeFiles: files.map(({ from, to }) => ({
      previousRelativePath: from.slice(show.path.length + 1),
      previousPath: from,
      ...fileOf(show, to),
    })),
  });
export const sonarrAdded = (show: SonarrShow) => event("SeriesAdd", { series: seriesOf(show) });
export const sonarrDelete = ({ deletedFiles, ...show }: SonarrShow & { deletedFiles: boolean }) =>
  event("SeriesDelete", { series: seriesOf(show), deletedFiles });
export const sonarrFileDelete = (params: {
  show: SonarrShow;
  episodes: SonarrEpisode[];
  path: string;
  reason?: string;
}) =>
  event("EpisodeFileDelete", {
    series: seriesOf(params.show),
    episodes: episodesOf(params.episodes),
    episodeFile: fileOf(params.show, params.path),
    deleteReason: params.reason ?? "manual",
  });
export const sonarrHealth = () =>
  event("Health", {
    level: "error",
    message: "No download client is available",
    type: "DownloadClientCheck",
    wikiUrl: "",
  });
export const sonarrHealthRestored = () =>
  event("HealthRestored", {
    level: "error",
    message: "No download client is available",
    type: "DownloadClientCheck",
    wikiUrl: "",
  });
export const sonarrUpdated = () =>
  event("ApplicationUpdate", { message: "Sonarr updated", previousVersion: "4.0.0.1", newVersion: "4.0.1.1" });
export const sonarrManual = ({ episodes, ...show }: WithEpisodes) =>
  event("ManualInteractionRequired", {
    series: seriesOf(show),
    episodes: episodesOf(episodes),
    downloadInfo: { title: show.title, size: 1 },
  });
