import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { and, eq, inArray } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { type Owner, saveCacheRow } from "./cache.ts";
import { picturesInHand } from "./inspect-image.ts";
import { typeByShape } from "./local-shape.ts";
import { type ScoreContext, scoreCandidate } from "./score.ts";
import { isStored, type StoredImage, storeImage } from "./store.ts";
import { type ArtworkType, maxImageBytes } from "./vocabulary.ts";

/** A picture on disk and whose it is, by names alone. */
export type LocalPicture = {
  owner: Owner;
  path: string;
  type: ArtworkType;
  /** Place among several of its type, from 1. */
  order: number;
  /** The name alone does not say what it is: its shape has to agree. */
  needsShape: boolean;
};

/** Behind every picture whose name is sure: `folder` after `poster`, and after `poster-2`. */
const vaguePlaces = 50;

/** A picture as its name describes it. */
export function asLocalPicture<O extends Owner>(
  owner: O,
  { path, type, index, needsShape = false }: { path: string; type: ArtworkType; index: number; needsShape?: boolean },
): LocalPicture & { owner: O } {
  return { owner, path, type, order: index + 1 + (needsShape ? vaguePlaces : 0), needsShape };
}

export type Kept = {
  /** Pictures that are new in the cache. */
  added: number;
  problems: { path: string; message: string }[];
};

type KeepParams = {
  /** The library root: nothing outside is read. */
  root: string;
  context: ScoreContext;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
};

/**
 * Brings pictures that lie beside media into the cache as candidates of source `local`, so that they are never lost.
 * A picture that is there already, unchanged, is not read again. One that cannot be used costs only itself. `changed`:
 * whose pictures are new.
 */
export async function keepPictures(
  db: Db,
  params: KeepParams & { pictures: readonly LocalPicture[] },
): Promise<Kept & { changed: Owner[] }> {
  const kept: Kept & { changed: Owner[] } = { added: 0, problems: [], changed: [] };
  const known = await listKnown(db, params.pictures);
  const groups = Map.groupBy(params.pictures, ({ owner }) => keyOf(owner));
  const limit = pLimit(picturesInHand());
  const work = [...groups.values()].map((pictures) =>
    limit(async () => {
      // The pictures of one owner one after another: the older row wins a tie, so their order has to be the same every time.
      for (const picture of pictures.toSorted(byPlace)) {
        params.signal?.throwIfAborted();
        try {
          if (!(await keepPicture(db, { ...params, picture, known }))) continue;
          kept.added += 1;
          kept.changed.push(picture.owner);
        } catch (error) {
          params.signal?.throwIfAborted();
          if (!isAppError(error)) throw error;
          kept.problems.push({ path: picture.path, message: messageOf(error) });
        }
      }
    }),
  );
  await Promise.all(work);
  return kept;
}

const keyOf = ({ entityType, entityId }: Owner) => `${entityType} ${entityId}`;
const byPlace = (a: LocalPicture, b: LocalPicture) => a.order - b.order || (a.path < b.path ? -1 : 1);

/** Whether it is new in the cache. */
async function keepPicture(
  db: Db,
  params: KeepParams & { picture: LocalPicture; known: ReadonlyMap<string, Known[]> },
): Promise<boolean> {
  const { root, picture, signal } = params;
  if (await isKnown(picture, params.known)) return false;
  const bytes = await readFileInside({ root, path: picture.path, maxBytes: maxImageBytes });
  const image = await storeImage({ bytes, name: picture.path, signal });
  const type = picture.needsShape ? typeByShape(picture.type, image) : picture.type;
  if (!type) return false;
  return ownedTransaction(db, params.assertOwned, (tx) =>
    saveLocalCandidate(tx, { ...params, picture: { ...picture, type }, image }),
  );
}

type Known = Pick<
  typeof cacheImageFiles.$inferSelect,
  "entityType" | "entityId" | "imageType" | "sourceUrl" | "fileSizeBytes" | "filePath" | "discoveredAt"
>;

/** What the cache has from beside the media of these owners, by the path it came from. */
async function listKnown(db: Db, pictures: readonly LocalPicture[]): Promise<Map<string, Known[]>> {
  const byEntity = Map.groupBy(pictures, ({ owner }) => owner.entityType);
  const found: Known[] = [];
  for (const [entityType, owned] of byEntity) {
    const ids = [...new Set(owned.map(({ owner }) => owner.entityId))];
    const rows = await db
      .select()
      .from(cacheImageFiles)
      .where(
        and(
          eq(cacheImageFiles.entityType, entityType),
          inArray(cacheImageFiles.entityId, ids),
          eq(cacheImageFiles.sourceType, "local"),
        ),
      );
    found.push(...rows);
  }
  return Map.groupBy(found, ({ sourceUrl }) => sourceUrl ?? "");
}

/**
 * The cache has the picture from this very file, and the file did not change since. The time its name or content last
 * changed counts (ctime), because a file that was put in its place may be older than it.
 */
async function isKnown(
  { owner, path, type, needsShape }: LocalPicture,
  known: ReadonlyMap<string, Known[]>,
): Promise<boolean> {
  const rows = (known.get(path) ?? []).filter(
    (row) => keyOf(row) === keyOf(owner) && (needsShape || row.imageType === type),
  );
  if (rows.length === 0) return false;
  const facts = await lstat(path).catch(() => undefined);
  if (!facts) return false;
  const row = rows.find((each) => each.fileSizeBytes === facts.size && each.discoveredAt.getTime() > changedMs(facts));
  return row !== undefined && (await isStored(row.filePath));
}

const changedMs = ({ mtimeMs, ctimeMs }: Stats) => Math.max(mtimeMs, ctimeMs);

async function saveLocalCandidate(
  tx: Tx,
  params: { picture: LocalPicture; image: StoredImage; context: ScoreContext },
): Promise<boolean> {
  const { picture, image } = params;
  const { owner, type } = picture;
  const source = { sourceType: "local", sourceUrl: picture.path, providerName: null } as const;
  const cacheFileId = await saveCacheRow(tx, { ...owner, imageType: type, image, source });
  const facts = { width: image.width, height: image.height, language: null, voteAverage: null };
  const votes = { voteCount: null, likes: null };
  const { score, breakdown } = scoreCandidate(
    { ...facts, ...votes, assetType: type, provider: "local" },
    params.context,
  );
  const url = `cache:${image.sha256}`;
  const [known] = await tx
    .select({ candidateId: assetCandidates.id, cacheFileId: assetCandidates.cacheFileId })
    .from(assetCandidates)
    .where(
      and(
        eq(assetCandidates.entityType, owner.entityType),
        eq(assetCandidates.entityId, owner.entityId),
        eq(assetCandidates.assetType, type),
        eq(assetCandidates.url, url),
      ),
    );
  if (known) {
    if (known.cacheFileId === cacheFileId) return false;
    await tx.update(assetCandidates).set({ cacheFileId }).where(eq(assetCandidates.id, known.candidateId));
    return true;
  }
  const providerId = String(picture.order);
  await tx
    .insert(assetCandidates)
    .values({
      ...owner,
      assetType: type,
      provider: "local",
      providerId,
      url,
      ...facts,
      score,
      scoreBreakdown: breakdown,
      cacheFileId,
    })
    .onConflictDoNothing();
  return true;
}
