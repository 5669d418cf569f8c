import type { Db } from "#db/client.ts";
import { chunksOf } from "#lib/chunks.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { removeVanishedEpisodes, removeVanishedSeries } from "#lib/series/remove-vanished.ts";
import { findSeriesFolders } from "./find-units.ts";
import type { LibraryReader } from "./library-reader.ts";
import { addFolder } from "./scan-context.ts";
import { addChange } from "./scan-runs.ts";
import { batchSize, createWriter, noteUnit, type Scan, walkRoot } from "./scan-walk.ts";
import { applyShowBatch } from "./series-scan/apply-show-batch.ts";
import {
  type Gathered,
  type GatheredShow,
  gatherShows,
  type ReadUnit,
  type SeriesUnit,
} from "./series-scan/gather-shows.ts";
import { groupEntangled } from "./series-scan/group-entangled.ts";
import { type KnownSeries, loadKnownSeries, type SeriesDetails } from "./series-scan/known-series.ts";
import { matchShows } from "./series-scan/match-show.ts";
import { readShowNfos } from "./series-scan/read-show-nfos.ts";
import type { ShowBatch } from "./series-scan/show-batch.ts";
import { findRelatedEpisodes, showFolderAround } from "./series-scan/show-scope.ts";
import { updateShownSeries } from "./series-scan/shown-series.ts";
import { createSuccession } from "./succession.ts";
import { writeApart } from "./write-apart.ts";

const emptyBatch = (): ShowBatch => ({ shows: [], folders: [], unknown: [] });

/** Reads a library of series: new shows and episodes, replaced, renamed, renumbered and moved ones. */
export async function openSeries(db: Db, libraryId: number): Promise<LibraryReader> {
  const known = await loadKnownSeries(db, libraryId);
  return {
    type: "tv",
    items: known.episodes,
    fingerprints: known.fingerprints,
    unitOf: (folder, root) => [showFolderAround(known, { folder, root })],
    findRelated: (walked) => findRelatedEpisodes(known, walked),
    async read(scan, roots, mounts) {
      const { report, options, seen } = scan;
      const units: SeriesUnit[] = [];
      for (const root of roots) {
        const walked = walkRoot(scan, root, mounts);
        const found = findSeriesFolders(walked, { known: known.fingerprints, full: options.full === true });
        for await (const unit of found) {
          noteUnit(scan, { ...unit, unknown: [] });
          const { leftovers, folders } = unit.folder;
          if (leftovers > 0) report.leftovers.push(...folders.map((folder) => ({ root, folder })));
          units.push(unit);
        }
      }
      const isThere = (path: string) => seen.paths.has(path) || scan.context.isUnreadable(path);
      const { shows, empty } = await gatherShows(units, { known, isThere });
      await writeShows(scan, { known, isThere, shows, empty });
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

type Writing = Gathered & { known: KnownSeries; isThere: (path: string) => boolean };

/** Matches what was gathered and writes it, about a hundred episodes at a time. */
async function writeShows(scan: Scan, { known, isThere, shows, empty }: Writing): Promise<void> {
  const { signal } = scan.options;
  const writer = createWriter();
  let batch = emptyBatch();
  let open = 0;
  const flush = async () => {
    const full = batch;
    batch = emptyBatch();
    open = 0;
    await writer.write(() => writeBatch(scan, { ...full, isThere }));
  };
  const addRead = ({ folder, unknown }: ReadUnit) => {
    for (const { file } of unknown) scan.seen.unknown.add(file.path);
    addFolder(batch, folder, unknown);
  };
  // A folder may hold several shows, written in different batches: a stop before the last has it read again.
  const unwritten = new Map<ReadUnit, number>();
  for (const unit of shows.flatMap((item) => item.read)) unwritten.set(unit, (unwritten.get(unit) ?? 0) + 1);
  const settle = (units: readonly ReadUnit[]) => {
    for (const unit of units) {
      const left = (unwritten.get(unit) ?? 0) - 1;
      unwritten.set(unit, left);
      if (left === 0) addRead(unit);
    }
  };
  for (const unit of empty) {
    addRead(unit);
    if (batch.folders.length >= batchSize * 10) await flush();
  }
  // A library that was never scanned has nothing to look up.
  const details = known.shows.size === 0 ? noDetails : await known.details();
  const wanted = shows.flatMap((item) => withoutExcluded(item, known.excluded));
  const kept = new Set(wanted.map(({ show }) => show.directoryPath));
  for (const { show, read } of shows) if (!kept.has(show.directoryPath)) settle(read);
  const succession = createSuccession(scan.options.replaced ?? []);
  const matched = matchShows({ known, details, isThere, succession }, wanted);
  for (const group of groupEntangled(matched)) {
    for (const { gathered, known: row, replaced, episodes } of group) {
      signal?.throwIfAborted();
      const { show, read } = gathered;
      if (!row?.isDeleted && episodes.length > 0) {
        // What another row had read is not known of this one yet.
        const nfos = await readShowNfos(show, {
          details: row && !replaced ? details : undefined,
          report: scan.report,
          signal,
        });
        batch.shows.push({ show, known: row, replaced, episodes, nfos });
        open += episodes.length;
      }
      settle(read);
    }
    if (open >= batchSize) await flush();
  }
  if (batch.shows.length > 0 || batch.folders.length > 0) await flush();
  await writer.end();
}

const noDetails: SeriesDetails = {
  bySeries: new Map(),
  bySize: new Map(),
  identities: new Map(),
  nfos: new Map(),
  heirs: new Set(),
};

/** A show or a file that a person removed from Metarr is passed over. */
function withoutExcluded(item: GatheredShow, excluded: ReadonlySet<string>): GatheredShow[] {
  const { show } = item;
  if (excluded.has(show.directoryPath)) return [];
  const files = show.files.filter(({ file }) => !excluded.has(file.path));
  return files.length === 0 ? [] : [{ ...item, show: { ...show, files } }];
}

async function writeBatch(
  { db, context, report, options }: Scan,
  { isThere, ...batch }: ShowBatch & Pick<Writing, "isThere">,
): Promise<void> {
  await writeApart({
    ...batch,
    items: batch.shows,
    pathOf: ({ show }) => show.directoryPath,
    report,
    write: async (shows, folders) => {
      const part = { ...folders, shows: [...shows] };
      const changes = await ownedTransaction(db, options.assertOwned, async (tx) => {
        const found = await applyShowBatch(tx, { ...context, isThere }, part);
        await options.tellChanges?.(tx, found);
        return found;
      });
      for (const change of changes) addChange(report, change);
    },
  });
}
