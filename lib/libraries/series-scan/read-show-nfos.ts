import pLimit from "p-limit";
import { messageOf } from "#lib/errors.ts";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import type { NfoDocument, NfoKind } from "#lib/files/nfo/types.ts";
import type { WalkedFile } from "#lib/files/walk.ts";
import { addProblem, type ScanReport } from "../scan-runs.ts";
import type { SeriesDetails } from "./known-series.ts";

/** An NFO of a show, a season or an episode file that is new or changed. */
export type ReadShowNfo = { file: WalkedFile; hash: string; document: NfoDocument };

/** NFO files that were read, by their path. */
export type ShowNfos = ReadonlyMap<string, ReadShowNfo>;

/** Files under way at once: each waits for a thread. */
const limit = pLimit(8);

/** Reads the NFO files of a show that are new or changed; what is known by size and time is not opened. */
export async function readShowNfos(
  show: ClassifiedShow,
  params: { details: SeriesDetails | undefined; report: ScanReport; signal: AbortSignal | undefined },
): Promise<ShowNfos> {
  const { details, report, signal } = params;
  const wanted: [WalkedFile, NfoKind][] = [
    ...(show.nfo ? ([[show.nfo, "tvshow"]] as [WalkedFile, NfoKind][]) : []),
    ...show.seasonNfos.map(({ file }): [WalkedFile, NfoKind] => [file, "season"]),
    ...show.files.flatMap(({ nfos }) => nfos.slice(0, 1).map((file): [WalkedFile, NfoKind] => [file, "episode"])),
  ];
  const isKnown = (file: WalkedFile) => {
    const known = details?.nfos.get(file.path);
    return known?.sizeBytes === file.sizeBytes && known.modifiedMs === file.mtimeMs;
  };
  const found = new Map<string, ReadShowNfo>();
  const work = wanted
    .filter(([file]) => !isKnown(file))
    .map(([file, kind]) =>
      limit(async () => {
        const nfo = await readOne(file, { kind, report, signal });
        if (nfo) found.set(file.path, nfo);
      }),
    );
  await Promise.all(work);
  return found;
}

/** A broken or huge NFO costs only itself: the problem is told. */
async function readOne(
  file: WalkedFile,
  { kind, report, signal }: { kind: NfoKind; report: ScanReport; signal: AbortSignal | undefined },
): Promise<ReadShowNfo | undefined> {
  try {
    const { document, sha256 } = await readNfoFile(file.path, signal ? { signal } : {});
    for (const warning of document.warnings) addProblem(report, file.path, warning);
    const fits = document.kind === kind || document.kind === "url";
    const empty = { ...document, entities: [], kept: [] };
    return { file, hash: sha256, document: fits ? document : empty };
  } catch (error) {
    signal?.throwIfAborted();
    addProblem(report, file.path, messageOf(error));
    return undefined;
  }
}
