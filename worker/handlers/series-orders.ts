import { transaction } from "#db/transaction.ts";
import { listProviders } from "#lib/providers/open.ts";
import { readPriority } from "#lib/providers/priority.ts";
import { askAboutSeries } from "#lib/series/ask-about-series.ts";
import { saveEpisodeList } from "#lib/series/save-lists.ts";
import { getSeriesState } from "#lib/series/series-state.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler } from "../handler.ts";
import { refuseSilence } from "../partial.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Fetches the episodes of a series in one order, so that a person can see what would change before it is chosen. */
export const seriesOrders: Handler<"series.orders"> = async ({ db, payload, signal, assertOwned, providers }) => {
  const { seriesId, order } = payload;
  const state = await unlessGone(() => getSeriesState(db, seriesId));
  if (state === undefined) return { skipped: "The series is no longer in Metarr." };
  const settings = await readSettings(db);
  const { language, region, fallbackLanguages } = state.library;
  const fallbacks = fallbackLanguages ?? settings.get("metadata.fallbackLanguages");
  const asked = await askAboutSeries(
    await listProviders(db, { settings, overrides: providers }),
    { ids: state.ids, order, language, region, fallbacks },
    readPriority(settings, "series"),
    { signal },
  );
  await refuseSilence(asked.lists);
  const lists = asked.lists.answers.filter((list) => list.order === order);
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    // A handful of providers.
    for (const list of lists) await saveEpisodeList(tx, { seriesId, list });
  });
  return { episodes: lists.reduce((sum, { episodes }) => sum + episodes.length, 0) };
};
