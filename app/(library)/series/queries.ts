import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";
import { findSeriesCards, listSeriesOrder, summarizeSeries } from "#lib/series/list-series.ts";
import { toShow } from "./_components/show.ts";
import { filterOf, isFiltered, type ShowListParams, sortOf } from "./_components/show-list-params.ts";

/** Series that come with the page; the others are fetched when they come into sight. */
const firstShows = 60;

/** The places of all series that match, and the cards of those first in sight. */
export async function getShowList(params: ShowListParams) {
  await requireUser();
  const db = getDb();
  const order = await listSeriesOrder(db, { filter: filterOf(params), sort: sortOf(params) });
  const start = Math.min(Math.max(0, params.at - 10), Math.max(0, order.length - firstShows));
  const [cards, why] = await Promise.all([
    findSeriesCards(db, order.slice(start, start + firstShows)),
    order.length === 0 ? whyNone(params) : undefined,
  ]);
  return { order, shows: cards.map(toShow), why };
}

/** Tells an empty library from filters that match nothing, and from series that all have lost their files. */
async function whyNone(params: ShowListParams): Promise<"filtered" | "vanished" | "empty"> {
  if (isFiltered(params)) {
    const [here, gone] = await Promise.all([
      summarizeSeries(getDb(), {}),
      summarizeSeries(getDb(), { missing: ["files"] }),
    ]);
    return here.count + gone.count > 0 ? "filtered" : "empty";
  }
  const gone = await summarizeSeries(getDb(), { missing: ["files"] });
  return gone.count > 0 ? "vanished" : "empty";
}

/** What the filters offer, and what this person may do. */
export async function getShowListOptions() {
  const user = await requireUser();
  const libraries = await listLibraries(getDb());
  return {
    libraries: libraries.filter(({ type }) => type === "tv").map(({ id, name }) => ({ libraryId: id, name })),
    mayEdit: hasRole(user, "editor"),
    mayAddLibrary: hasRole(user, "admin"),
  };
}
