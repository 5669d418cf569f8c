import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { getEntityForm } from "#lib/editing/field-states.ts";
import { episodeFields, labelOfSeriesField, seasonFields, seriesFields } from "#lib/series/edit-vocabulary.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { findSeason } from "#lib/series/get-season.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { nameOfLanguage } from "../../../_components/format.ts";
import { getShow } from "../queries.ts";
import { getEpisode } from "../seasons/[seasonNumber]/episodes/[episodeNumber]/queries.ts";

/** The form of a series: every field with its value, its lock, and where the value came from; and what nobody edits. */
export async function getShowForm(seriesId: number) {
  await requireUser("editor");
  const { show } = await getShow(seriesId);
  const form = await getEntityForm(getDb(), seriesKind, { entityId: seriesId, fields: seriesFields });
  const facts = [
    {
      label: labelOfSeriesField("originalLanguage"),
      value: show.originalLanguage && nameOfLanguage(show.originalLanguage),
    },
    { label: labelOfSeriesField("popularity"), value: show.popularity },
    { label: labelOfSeriesField("homepage"), value: show.homepage },
  ];
  return { form: { ...form, noun: "series" }, facts };
}

/** The same for a season. The 404 page for one that only a provider lists: it has nothing of its own yet. */
export async function getSeasonForm(place: { seriesId: number; seasonNumber: number }) {
  await requireUser("editor");
  await getShow(place.seriesId);
  const season = (await findSeason(getDb(), place)) ?? notFound();
  const form = await getEntityForm(getDb(), seasonKind, { entityId: season.seasonId, fields: seasonFields });
  return { ...form, noun: "season" };
}

/** The same for an episode. */
export async function getEpisodeForm(place: { seriesId: number; seasonNumber: number; episodeNumber: number }) {
  await requireUser("editor");
  const { episodeId } = await getEpisode(place);
  const form = await getEntityForm(getDb(), episodeKind, { entityId: episodeId, fields: episodeFields });
  return { ...form, noun: "episode" };
}
