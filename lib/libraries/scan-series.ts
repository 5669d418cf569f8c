import type { Db } from "#db/client.ts";
import type { ScanChange } from "#db/schema/index.ts";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import { slotsOf } from "#lib/files/episode-slots.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { removeVanishedEpisodes, removeVanishedSeries } from "#lib/series/remove-vanished.ts";
import { findShows } from "./find-units.ts";
import type { LibraryReader } from "./library-reader.ts";
import { chunksOf } from "./mark-missing.ts";
import { addFolder } from "./scan-context.ts";
import { addChange } from "./scan-runs.ts";
import { batchSize, createWriter, noteUnit, type Scan, walkRoot } from "./scan-walk.ts";
import { applyShowBatch } from "./series-scan/apply-show-batch.ts";
import { type KnownSeries, type KnownShow, loadKnownSeries } from "./series-scan/known-series.ts";
import { createSpellings } from "./series-scan/loose-shows.ts";
import { findMovedShow, findShow, isSpread, matchEpisodes, type Presence } from "./series-scan/match-show.ts";
import { readShowNfos } from "./series-scan/read-show-nfos.ts";
import type { FoundShow, ShowBatch } from "./series-scan/show-batch.ts";
import { updateShownSeries } from "./series-scan/shown-series.ts";

const emptyBatch = (): ShowBatch => ({ shows: [], folders: [], unknown: [] });

/** Reads a library of series: new shows and episodes, replaced, renamed, renumbered and moved ones. */
export async function openSeries(db: Db, libraryId: number): Promise<LibraryReader> {
  const known = await loadKnownSeries(db, libraryId);
  return {
    type: "tv",
    items: known.episodes,
    fingerprints: known.fingerprints,
    async read(scan, roots, mounts) {
      const { report, options, seen } = scan;
      const taken = new Set<number>();
      const late: { show: ClassifiedShow; row: KnownShow | undefined; paths: ReadonlySet<string> }[] = [];
      const spell = createSpellings(known.shows.values());
      const writer = createWriter();
      let batch = emptyBatch();
      let open = 0;
      const flush = async () => {
        const full = batch;
        batch = emptyBatch();
        open = 0;
        await writer.write(() => writeBatch(scan, full));
      };
      const add = async (show: ClassifiedShow, row: KnownShow | null, presence: Presence) => {
        if (row) taken.add(row.seriesId);
        const found = await matchShow({ scan, known }, { show, row, presence });
        if (!found) return;
        batch.shows.push(found);
        open += found.episodes.length;
        if (open >= batchSize) await flush();
      };
      for (const root of roots) {
        const walked = walkRoot(scan, root, mounts);
        for await (const unit of findShows(walked, { known: known.fingerprints, full: options.full === true })) {
          const { folder, isChanged, unknown, shows } = unit;
          const paths = noteUnit(scan, unit);
          if (folder.leftovers > 0) report.leftovers.push(...folder.folders.map((path) => ({ root, folder: path })));
          // What lies elsewhere and was not walked yet may still be there.
          const has = (path: string) => paths.has(path) || !path.startsWith(`${folder.path}/`);
          for (const found of shows) {
            const show = spell(found);
            const row = await findShow(known, show);
            if (row === undefined || (row && (await isSpread(known, show, row)))) late.push({ show, row, paths });
            else await add(show, row, { has, isElsewhere: () => false });
          }
          if (isChanged) addFolder(batch, folder, unknown);
          if (batch.folders.length >= batchSize * 10) await flush();
        }
      }
      for (const { show, row, paths } of late) {
        const has = (path: string) => seen.paths.has(path);
        const isElsewhere = (path: string) => has(path) && !paths.has(path);
        const match = row ?? (await findMovedShow(known, { show, seen: seen.paths, taken }));
        await add(show, match, { has, isElsewhere });
      }
      if (batch.shows.length > 0 || batch.folders.length > 0) await flush();
      await writer.end();
    },
    async finish(tx, { libraryId: ofLibrary, stillMissing }) {
      await updateShownSeries(tx, ofLibrary);
      const seriesOf = new Map(known.episodes.map(({ id, seriesId }) => [id, seriesId]));
      const removed: string[] = [];
      for (const chunk of chunksOf(stillMissing)) {
        const ids = chunk.map(({ id }) => id);
        const shows = [...new Set(ids.flatMap((id) => seriesOf.get(id) ?? []))];
        const hidden = [
          ...(await removeVanishedSeries(tx, { libraryId: ofLibrary, stillMissing: shows })),
          ...(await removeVanishedEpisodes(tx, { libraryId: ofLibrary, stillMissing: ids })),
        ];
        removed.push(...hidden.map(({ path }) => path));
      }
      return removed;
    },
  };
}

type Place = { show: ClassifiedShow; row: KnownShow | null; presence: Presence };

/** Undefined for a show that a person removed from Metarr. */
async function matchShow(
  { scan, known }: { scan: Scan; known: KnownSeries },
  { show, row, presence }: Place,
): Promise<FoundShow | undefined> {
  const { excluded } = known;
  const isExcluded = (path: string) => excluded.has(path);
  if (isExcluded(show.directoryPath) || row?.isDeleted) return undefined;
  const slots = slotsOf(show.files.filter(({ file }) => !isExcluded(file.path)));
  if (slots.length === 0) return undefined;
  // A library that was never scanned has nothing to look up.
  const details = known.shows.size === 0 ? undefined : await known.details();
  const nfos = await readShowNfos(show, { details, report: scan.report, signal: scan.options.signal });
  const episodes =
    row && details
      ? matchEpisodes(details, { rows: details.bySeries.get(row.seriesId) ?? [], slots, presence })
      : slots.map((slot) => ({ slot, known: null, how: "new" as const }));
  return { show, known: row, episodes, nfos };
}

async function writeBatch({ db, context, report, options }: Scan, batch: ShowBatch): Promise<void> {
  const changes: ScanChange[] = await ownedTransaction(db, options.assertOwned, (tx) =>
    applyShowBatch(tx, context, batch),
  );
  for (const change of changes) addChange(report, change);
}
