import { notFound } from "next/navigation";
import { readNumber } from "../../_components/read-number.ts";

export type CollectionParams = { params: Promise<{ collectionId: string }> };

/** The id in the address; the 404 page for what no set can have. */
export async function readCollectionId(params: CollectionParams["params"]): Promise<number> {
  return readNumber((await params).collectionId) ?? notFound();
}
