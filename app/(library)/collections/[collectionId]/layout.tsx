import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { readNumber } from "../../_components/read-number.ts";
import { SetHeader } from "./_components/set-header.tsx";
import { type CollectionParams, readCollectionId } from "./collection-id.ts";
import { findSet, getSetHeader } from "./queries.ts";

export async function generateMetadata({ params }: CollectionParams): Promise<Metadata> {
  // Thrown here, the 404 page would have no title: Next asks this function for that page's title too.
  const collectionId = readNumber((await params).collectionId);
  const found = collectionId === undefined ? undefined : await findSet(collectionId);
  if (!found) return { title: { default: "No such set", template: "No such set · Metarr" } };
  return { title: { default: found.set.name, template: `%s · ${found.set.name} · Metarr` } };
}

/** The set above its tabs. Read before anything is sent, so that a set that does not exist answers 404. */
export default async function CollectionLayout({ children, params }: CollectionParams & { children: ReactNode }) {
  await requireUser();
  const header = await getSetHeader(await readCollectionId(params));
  return (
    <>
      <SetHeader set={header} />
      <div className="pt-6">{children}</div>
    </>
  );
}
