import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ToDecide } from "#lib/publish/plan-unit.ts";
import { labelOfFile, type UnitParts } from "./group-steps.ts";

export type OurPicture = { hash: string; thumbhash: string | null; width: number; height: number };
type Nfo = Extract<ToDecide, { kind: "nfo" }>;
type Picture = Extract<ToDecide, { kind: "picture" }>;

/** A file that was changed outside with what its page shows of it. */
export type ShownToDecide = { label: string } & (Nfo | (Omit<Picture, "ourHash"> & { ours: OurPicture | null }));

/** Both sides of files that were changed outside. */
export async function showToDecide(
  db: Db,
  { toDecide, parts }: { toDecide: readonly ToDecide[]; parts: UnitParts },
): Promise<ShownToDecide[]> {
  const hashes = toDecide.flatMap((each) => (each.kind === "picture" && each.ourHash !== null ? [each.ourHash] : []));
  const pictures = hashes.length === 0 ? [] : await listPictures(db, [...new Set(hashes)]);
  return toDecide.map((each) => {
    if (each.kind === "nfo") return { ...each, label: labelOfFile(each, parts) };
    const { ourHash, ...picture } = each;
    const ours = pictures.find(({ hash }) => hash === ourHash) ?? null;
    return { ...picture, ours, label: labelOfFile({ kind: each.publishKind, path: each.path }, parts) };
  });
}

function listPictures(db: Db, hashes: readonly string[]): Promise<OurPicture[]> {
  const { fileHash: hash, thumbhash, width, height } = cacheImageFiles;
  return inChunks(hashes, (some) =>
    db.selectDistinct({ hash, thumbhash, width, height }).from(cacheImageFiles).where(inArray(hash, some)),
  );
}
