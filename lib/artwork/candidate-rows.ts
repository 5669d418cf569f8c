import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { inChunks } from "#lib/chunks.ts";
import type { Choosable, Picture } from "./choose.ts";
import { type ChoosingOwner, ownerRules } from "./owners.ts";
import { type ArtworkType, isArtworkType } from "./vocabulary.ts";

type CandidateColumns = Omit<typeof assetCandidates.$inferSelect, "assetType">;

/** What choosing knows of a picture in the cache, and where its thumbnails are. */
export type KnownPicture = Picture & { hash: string; width: number };

/** A candidate with what its cached picture is. */
export type Candidate = CandidateColumns &
  Choosable & {
    assetType: ArtworkType;
    picture: KnownPicture | null;
    cached: {
      cacheFileId: number;
      fileHash: string;
      filePath: string;
      format: string;
      width: number;
      height: number;
      thumbhash: string | null;
    } | null;
  };

const fileColumns = {
  cacheFileId: cacheImageFiles.id,
  fileHash: cacheImageFiles.fileHash,
  filePath: cacheImageFiles.filePath,
  format: cacheImageFiles.format,
  width: cacheImageFiles.width,
  height: cacheImageFiles.height,
  thumbhash: cacheImageFiles.thumbhash,
  perceptualHash: cacheImageFiles.perceptualHash,
  differenceHash: cacheImageFiles.differenceHash,
};

/** Every candidate of an owner, of all types that are chosen for it, in the order they were found. */
export function listCandidates(db: Db, { entityType, entityId }: ChoosingOwner): Promise<Candidate[]> {
  return listAllCandidates(db, entityType, [entityId]);
}

/** The same for one of several owners that are looked at in this transaction at the same time. */
export function listCandidatesTogether(tx: Tx, { entityType, entityId }: ChoosingOwner): Promise<Candidate[]> {
  return together(tx, `artwork candidates ${entityType}`, entityId, async (ids) => {
    const rows = Map.groupBy(await listAllCandidates(tx, entityType, ids), (row) => row.entityId);
    return ids.map((each) => rows.get(each) ?? []);
  });
}

/** The same for many owners of one kind. */
export async function listAllCandidates(
  db: Db,
  entityType: ChoosingOwner["entityType"],
  entityIds: readonly number[],
): Promise<Candidate[]> {
  const rows = await db
    .select()
    .from(assetCandidates)
    .where(and(eq(assetCandidates.entityType, entityType), inArray(assetCandidates.entityId, [...entityIds])))
    .orderBy(assetCandidates.id);
  // Apart, because most offers were never fetched, and the query builder is slow with wide rows that are joined.
  const fileIds = rows.flatMap(({ cacheFileId }) => cacheFileId ?? []);
  const files = await inChunks(fileIds, (chunk) =>
    db.select(fileColumns).from(cacheImageFiles).where(inArray(cacheImageFiles.id, chunk)),
  );
  const fileOf = new Map(files.map((file) => [file.cacheFileId, file]));
  const { types } = ownerRules(entityType);
  return rows.flatMap(({ assetType: stored, ...rest }) => {
    const file = fileOf.get(rest.cacheFileId ?? 0) ?? null;
    const assetType = types.find((type) => type === stored);
    if (!assetType) return [];
    const picture = file && {
      perceptualHash: file.perceptualHash,
      differenceHash: file.differenceHash,
      format: file.format,
      hash: file.fileHash,
      width: file.width,
    };
    return [{ ...rest, assetType, picture, cached: file }];
  });
}

/** A chosen picture. `file` is null while it is being downloaded. */
export type ChosenPicture = {
  entityId: number;
  type: ArtworkType;
  rank: number;
  /** Where it was offered; of an upload no address. */
  url: string;
  file: { cacheFileId: number; filePath: string; hash: string; sizeBytes: number; format: string } | null;
};

/** The chosen pictures of many owners of one kind, by type and rank, for publishing. */
export async function listChosenPictures(
  db: Db,
  params: { entityType: ChoosingOwner["entityType"]; entityIds: readonly number[] },
): Promise<ChosenPicture[]> {
  const rows = await inChunks(params.entityIds, (entityIds) => selectChosen(db, params.entityType, entityIds));
  return rows.flatMap(({ type, rank, ...rest }) => (isArtworkType(type) ? [{ ...rest, type, rank: rank ?? 1 }] : []));
}

function selectChosen(db: Db, entityType: ChoosingOwner["entityType"], entityIds: number[]) {
  return db
    .select({
      entityId: assetCandidates.entityId,
      type: assetCandidates.assetType,
      rank: assetCandidates.rank,
      url: assetCandidates.url,
      file: {
        cacheFileId: cacheImageFiles.id,
        filePath: cacheImageFiles.filePath,
        hash: cacheImageFiles.fileHash,
        sizeBytes: cacheImageFiles.fileSizeBytes,
        format: cacheImageFiles.format,
      },
    })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(
      and(
        eq(assetCandidates.entityType, entityType),
        inArray(assetCandidates.entityId, entityIds),
        eq(assetCandidates.isSelected, true),
      ),
    )
    .orderBy(assetCandidates.entityId, assetCandidates.assetType, asc(assetCandidates.rank), assetCandidates.id);
}
