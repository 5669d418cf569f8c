import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { seriesCertifications, seriesExternalIds, seriesKeywords, seriesTitles } from "#db/schema/index.ts";
import { namesToIds, tidyNames } from "#lib/lists/named-rows.ts";
import type { ProviderTitle } from "#lib/providers/provider.ts";
import type { ProviderSeries } from "#lib/providers/series.ts";

/** What is known of a series beside its fields. Empty lists and nulls say nothing. */
export type SeriesFacts = Pick<ProviderSeries, "keywords" | "certifications" | "titles" | "externalIds">;

/** Takes facts over, each list as a whole. Writes only what differs; returns true when anything was. */
export async function applySeriesFacts(tx: Tx, seriesId: number, facts: SeriesFacts): Promise<boolean> {
  const written = [
    await applyKeywords(tx, seriesId, facts.keywords),
    await applyCertifications(tx, seriesId, facts.certifications),
    await applyTitles(tx, seriesId, facts.titles),
    await applyExternalIds(tx, seriesId, facts.externalIds),
  ];
  return written.includes(true);
}

async function applyKeywords(tx: Tx, seriesId: number, given: readonly string[]): Promise<boolean> {
  const names = tidyNames(given);
  if (names.length === 0) return false;
  const idOf = await namesToIds(tx, "keywords", names);
  const wanted = names.map(idOf);
  const present = await tx
    .select({ keywordId: seriesKeywords.keywordId })
    .from(seriesKeywords)
    .where(eq(seriesKeywords.seriesId, seriesId));
  const known = new Set(present.map(({ keywordId }) => keywordId));
  const gone = [...known].filter((keywordId) => !wanted.includes(keywordId));
  const fresh = wanted.filter((keywordId) => !known.has(keywordId));
  if (gone.length > 0) {
    await tx
      .delete(seriesKeywords)
      .where(and(eq(seriesKeywords.seriesId, seriesId), inArray(seriesKeywords.keywordId, gone)));
  }
  await bulkInsert(
    tx,
    seriesKeywords,
    fresh.map((keywordId) => ({ seriesId, keywordId })),
    { onConflict: "ignore" },
  );
  return gone.length + fresh.length > 0;
}

async function applyCertifications(tx: Tx, seriesId: number, given: SeriesFacts["certifications"]): Promise<boolean> {
  const wanted = new Map(given.map(({ region, certification }) => [region, certification]));
  if (wanted.size === 0) return false;
  const present = await tx.select().from(seriesCertifications).where(eq(seriesCertifications.seriesId, seriesId));
  const isSame =
    present.length === wanted.size &&
    present.every(({ region, certification }) => wanted.get(region) === certification);
  if (isSame) return false;
  await tx.delete(seriesCertifications).where(eq(seriesCertifications.seriesId, seriesId));
  await bulkInsert(
    tx,
    seriesCertifications,
    [...wanted].map(([region, certification]) => ({ seriesId, region, certification })),
  );
  return true;
}

async function applyTitles(tx: Tx, seriesId: number, titles: readonly ProviderTitle[]): Promise<boolean> {
  if (titles.length === 0) return false;
  const present = await tx
    .select({
      title: seriesTitles.title,
      kind: seriesTitles.kind,
      language: seriesTitles.language,
      region: seriesTitles.region,
    })
    .from(seriesTitles)
    .where(eq(seriesTitles.seriesId, seriesId));
  const signature = (list: readonly ProviderTitle[]) =>
    JSON.stringify(list.map(({ title, kind, language, region }) => [title, kind, language, region]).toSorted());
  if (signature(present) === signature(titles)) return false;
  await tx.delete(seriesTitles).where(eq(seriesTitles.seriesId, seriesId));
  await bulkInsert(
    tx,
    seriesTitles,
    titles.map((title) => ({ seriesId, ...title })),
  );
  return true;
}

async function applyExternalIds(tx: Tx, seriesId: number, ids: SeriesFacts["externalIds"]): Promise<boolean> {
  const given = Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== null));
  const [present] = await tx.select().from(seriesExternalIds).where(eq(seriesExternalIds.seriesId, seriesId));
  if (Object.entries(given).every(([site, value]) => present && Reflect.get(present, site) === value)) return false;
  const row = { ...given, updatedAt: new Date() };
  await tx
    .insert(seriesExternalIds)
    .values({ seriesId, ...row })
    .onConflictDoUpdate({ target: seriesExternalIds.seriesId, set: row });
  return true;
}
