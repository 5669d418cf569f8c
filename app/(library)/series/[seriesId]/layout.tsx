import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { nameOfFilm } from "../../_components/format.ts";
import { PlanSays } from "../../_components/publish/plan-says.tsx";
import { ShowHeader } from "./_components/show-header.tsx";
import { findShow, getShowHeader } from "./queries.ts";
import { findSeriesId, readSeriesId, type SeriesParams } from "./series-id.ts";

/** Nothing of a tab stands before it, for the tab is not there either. */
const noSuchSeries: Metadata = { title: { default: "No such series", template: "No such series · Metarr" } };

export async function generateMetadata({ params }: SeriesParams): Promise<Metadata> {
  // Thrown here, the 404 page would have no title: Next asks this function for that page's title too.
  const seriesId = await findSeriesId(params);
  const found = seriesId === undefined ? undefined : await findShow(seriesId);
  if (found === undefined) return noSuchSeries;
  const name = nameOfFilm(found.show);
  return { title: { default: name, template: `%s · ${name} · Metarr` } };
}

/** The series above its tabs. Read before anything is sent, so that a series that does not exist answers 404. */
export default async function SeriesLayout({ children, params }: SeriesParams & { children: ReactNode }) {
  await requireUser();
  const header = await getShowHeader(await readSeriesId(params));
  return (
    <PlanSays>
      <ShowHeader show={header} />
      <div className="pt-6">{children}</div>
    </PlanSays>
  );
}
