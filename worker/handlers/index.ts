import type { Handlers } from "../handler.ts";
import { artworkCache } from "./artwork-cache.ts";
import { artworkCompare } from "./artwork-compare.ts";
import { artworkRescore } from "./artwork-rescore.ts";
import { artworkSelect } from "./artwork-select.ts";
import { checkOneBackup } from "./backup-check.ts";
import { purgeCache } from "./cache-purge.ts";
import { verifyCacheJob } from "./cache-verify.ts";
import { castPortraits } from "./cast-portraits.ts";
import { undoJob } from "./changes-undo.ts";
import { collectionEnrich } from "./collection-enrich.ts";
import { episodeProbe } from "./episode-probe.ts";
import { filesRecycle } from "./files-recycle.ts";
import { filesRestore } from "./files-restore.ts";
import { filmsArtwork } from "./films-artwork.ts";
import { filmsEdit } from "./films-edit.ts";
import { purgeJobs } from "./jobs-purge.ts";
import { libraryPublish } from "./library-publish.ts";
import { libraryRefresh } from "./library-refresh.ts";
import { libraryScan } from "./library-scan.ts";
import { libraryVerify } from "./library-verify.ts";
import { movieArtwork } from "./movie-artwork.ts";
import { movieEnrich } from "./movie-enrich.ts";
import { movieIdentify } from "./movie-identify.ts";
import { movieProbe } from "./movie-probe.ts";
import { moviePublish, seriesPublish } from "./movie-publish.ts";
import { nfoImport } from "./nfo-import.ts";
import { notificationsSend } from "./notifications-send.ts";
import { personEnrich } from "./person-enrich.ts";
import { personPortrait } from "./person-portrait.ts";
import { playerNotify } from "./player-notify.ts";
import { recyclePurge } from "./recycle-purge.ts";
import { seriesArtwork } from "./series-artwork.ts";
import { seriesEnrich } from "./series-enrich.ts";
import { seriesIdentify } from "./series-identify.ts";
import { seriesOrders } from "./series-orders.ts";
import { seriesSelect } from "./series-select.ts";
import { backUp } from "./system-backup.ts";
import { trailerDownload } from "./trailer-download.ts";
import { trailerSelect } from "./trailer-select.ts";
import { trailerTest } from "./trailer-test.ts";
import { trailersCheck } from "./trailers-check.ts";
import { unknownRecycle } from "./unknown-recycle.ts";
import { verifyRepair } from "./verify-repair.ts";
import { webhookProcess } from "./webhook-process.ts";

/** The handler of every job. */
export const handlers = {
  "library.scan": libraryScan,
  "webhook.process": webhookProcess,
  "library.refresh": libraryRefresh,
  "movie.probe": movieProbe,
  "episode.probe": episodeProbe,
  "movie.identify": movieIdentify,
  "series.identify": seriesIdentify,
  "movie.enrich": movieEnrich,
  "collection.enrich": collectionEnrich,
  "movie.artwork": movieArtwork,
  "series.artwork": seriesArtwork,
  "series.enrich": seriesEnrich,
  "series.orders": seriesOrders,
  "series.select": seriesSelect,
  "artwork.select": artworkSelect,
  "artwork.cache": artworkCache,
  "artwork.rescore": artworkRescore,
  "films.artwork": filmsArtwork,
  "artwork.compare": artworkCompare,
  "trailer.select": trailerSelect,
  "trailer.test": trailerTest,
  "trailer.download": trailerDownload,
  "trailers.check": trailersCheck,
  "person.enrich": personEnrich,
  "person.portrait": personPortrait,
  "cast.portraits": castPortraits,
  "movie.publish": moviePublish,
  "series.publish": seriesPublish,
  "nfo.import": nfoImport,
  "library.publish": libraryPublish,
  "library.verify": libraryVerify,
  "verify.repair": verifyRepair,
  "player.notify": playerNotify,
  "films.edit": filmsEdit,
  "changes.undo": undoJob,
  "unknown.recycle": unknownRecycle,
  "files.recycle": filesRecycle,
  "files.restore": filesRestore,
  "recycle.purge": recyclePurge,
  "jobs.purge": purgeJobs,
  "cache.purge": purgeCache,
  "cache.verify": verifyCacheJob,
  "system.backup": backUp,
  "backup.check": checkOneBackup,
  "notifications.send": notificationsSend,
} satisfies Handlers;
