/** What Radarr 5 sends, as its WebhookPayload classes write it. For tests: a path is what the test says. */

export type RadarrFilm = { title: string; year: number; folderPath: string; tmdbId?: number; imdbId?: string };

const instance = { instanceName: "Radarr", applicationUrl: "" };

const movieOf = ({ title, year, folderPath, tmdbId = 4808, imdbId = "tt0056923" }: RadarrFilm) => ({
  id: 1,
  title,
  year,
  releaseDate: `${year}-12-01`,
  folderPath,
  tmdbId,
  imdbId,
  overview: "",
  genres: ["Comedy"],
  images: [],
  tags: [],
  originalLanguage: { id: 1, name: "English" },
});

let fileId = 0;
function fileOf(film: RadarrFilm, path: string) {
  fileId += 1;
  return {
    id: fileId,
    relativePath: path.slice(film.folderPath.length + 1),
    path,
    quality: "Bluray-1080p",
    qualityVersion: 1,
    releaseGroup: "GRP",
    sceneName: "",
    indexerFlags: "0",
    size: 4_294_967_296,
    dateAdded: "2026-11-29T10:00:00Z",
    languages: [{ id: 1, name: "English" }],
    mediaInfo: { audioChannels: 5.1, audioCodec: "DTS", height: 1080, width: 1920, videoCodec: "x264" },
  };
}

const event = (eventType: string, rest: Record<string, unknown>) => ({ ...rest, eventType, ...instance });
const download = (film: RadarrFilm, path: string, rest: Record<string, unknown>) =>
  event("Download", {
    movie: movieOf(film),
    remoteMovie: {
      tmdbId: film.tmdbId ?? 4808,
      imdbId: film.imdbId ?? "tt0056923",
      title: film.title,
      year: film.year,
    },
    movieFile: fileOf(film, path),
    downloadClient: "qBittorrent",
    downloadClientType: "qBittorrent",
    downloadId: `${film.title} ${path}`,
    customFormatInfo: { customFormats: [], customFormatScore: 0 },
    ...rest,
  });

export const radarrTest = () =>
  event("Test", {
    movie: {
      id: 1,
      title: "Test Title",
      year: 1970,
      folderPath: "C:\\testpath",
      releaseDate: "1970-01-01",
      tags: ["test-tag"],
    },
    remoteMovie: { tmdbId: 1234, imdbId: "5678", title: "Test title", year: 1970 },
    release: { quality: "Test Quality", qualityVersion: 1, releaseTitle: "Test Title", size: 9_999_999 },
  });
export const radarrGrab = (film: RadarrFilm) =>
  event("Grab", {
    movie: movieOf(film),
    release: { quality: "Bluray-1080p", releaseTitle: `${film.title}.${film.year}.1080p-GRP`, indexer: "x", size: 1 },
    downloadClient: "qBittorrent",
    downloadId: film.title,
  });
export const radarrDownload = (film: RadarrFilm & { path: string }) => download(film, film.path, { isUpgrade: false });
/** A better file took the place of others. */
export const radarrUpgrade = ({ from, path, ...film }: RadarrFilm & { from: string | string[]; path: string }) =>
  download(film, path, { isUpgrade: true, deletedFiles: [from].flat().map((each) => fileOf(film, each)) });
/** Files under other names. The folder of the film may be another too: `folderPath` is the one now. */
export const radarrRename = ({ files, ...film }: RadarrFilm & { files: { from: string; to: string }[] }) =>
  event("Rename", {
    movie: movieOf(film),
    renamedMovieFiles: files.map(({ from, to }) => ({
      previousRelativePath: from.slice(from.lastIndexOf("/") + 1),
      previousPath: from,
      ...fileOf(film, to),
    })),
  });
export const radarrAdded = (film: RadarrFilm) => event("MovieAdded", { movie: movieOf(film), addMethod: "manual" });
export const radarrDelete = ({ deletedFiles, ...film }: RadarrFilm & { deletedFiles: boolean }) =>
  event("MovieDelete", { movie: movieOf(film), deletedFiles, movieFolderSize: deletedFiles ? 4_294_967_296 : 0 });
export const radarrFileDelete = ({
  path,
  reason = "manual",
  ...film
}: RadarrFilm & { path: string; reason?: string }) =>
  event("MovieFileDelete", { movie: movieOf(film), movieFile: fileOf(film, path), deleteReason: reason });
export const radarrHealth = () =>
  event("Health", {
    level: "warning",
    message: "All search indexers are off",
    type: "IndexerSearchCheck",
    wikiUrl: "",
  });
export const radarrHealthRestored = () =>
  event("HealthRestored", {
    level: "warning",
    message: "All search indexers are off",
    type: "IndexerSearchCheck",
    wikiUrl: "",
  });
export const radarrUpdated = () =>
  event("ApplicationUpdate", { message: "Radarr updated", previousVersion: "5.1.0.1", newVersion: "5.2.0.1" });
export const radarrManual = (film: RadarrFilm) =>
  event("ManualInteractionRequired", {
    movie: movieOf(film),
    downloadInfo: { quality: "Bluray-1080p", title: film.title, size: 1 },
  });
