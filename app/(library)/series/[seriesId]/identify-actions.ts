"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { listProviders } from "#lib/providers/open.ts";
import { providerNameSchema } from "#lib/providers/vocabulary.ts";
import { isProviderOfSeries, orderSeriesProviders } from "#lib/series/find-identity-hit.ts";
import { identifySeriesAs } from "#lib/series/identify.ts";
import { searchSeriesMatches } from "#lib/series/identify-search.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { searchText } from "../../_components/search-text.ts";

const seriesId = z.int().positive();
const search = z.object({ seriesId, text: searchText });
const matchesShown = 20;
const labels: Readonly<Record<string, string>> = { tmdb: "TMDB", tvdb: "TVDB", tvmaze: "TVmaze" };

/** Series that a title, an id or an address finds, the likeliest first. */
export const findSeriesMatches = action({ role: "editor", input: search }, async (input, { db }) => {
  const settings = await readSettings(db);
  const providers = orderSeriesProviders(await listProviders(db), settings.get("priority.series"));
  const ranked = await searchSeriesMatches(db, providers, input);
  return ranked.slice(0, matchesShown).map(({ hit, score, reasons }) => {
    const file = hit.provider === "tmdb" ? hit.posterUrl?.split("/").at(-1) : undefined;
    return {
      key: `${hit.provider}:${hit.providerId}`,
      provider: hit.provider,
      providerId: hit.providerId,
      title: hit.title,
      originalTitle: hit.originalTitle,
      year: hit.year,
      runtimeMinutes: null,
      overview: hit.overview,
      posterSrc: file ? `/series/${input.seriesId}/match-poster?file=${encodeURIComponent(file)}` : null,
      source: `${labels[hit.provider] ?? hit.provider} ${hit.providerId}`,
      score,
      reasons,
    };
  });
});

const pick = z.object({
  seriesId,
  provider: providerNameSchema.refine(isProviderOfSeries, "This provider knows no series."),
  providerId: z.int().positive(),
  name: z.string().trim().min(1).max(500),
});

/** A person says which series it is; what is known about that one is fetched at once. */
export const identifySeries = action({ role: "editor", input: pick }, async (input, { db, user }) => {
  const { seriesId: id, ...picked } = input;
  const decided = await transaction(db, async (tx) => {
    const done = await identifySeriesAs(tx, { seriesId: id, pick: picked, userId: user.id });
    await enqueue(tx, "series.enrich", { seriesId: id }, { createdBy: user.id });
    return done;
  });
  revalidatePath(`/series/${id}`, "layout");
  return decided;
});
