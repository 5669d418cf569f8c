"use client";

import { FileOutput, RefreshCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { MonitoredSwitch } from "../../../_components/monitored-switch.tsx";
import { RefreshDialog } from "../../../_components/refresh-dialog.tsx";
import { ScanLibraryButton } from "../../_components/scan-library-button.tsx";
import { changeSeriesMonitored, refreshSeries } from "../actions.ts";
import type { ShowHeaderData } from "../queries.ts";
import { IdentifyButton } from "./identify-button.tsx";
import { RemoveShow } from "./remove-show.tsx";
import { ShowKeys } from "./show-keys.tsx";

type Show = Pick<
  ShowHeaderData,
  | "seriesId"
  | "title"
  | "year"
  | "isMonitored"
  | "isIdentified"
  | "tmdbId"
  | "tvdbId"
  | "libraryId"
  | "libraryName"
  | "missingAt"
  | "mayDeleteFiles"
>;

/** What can be done with the series on every tab. Only for people who may. */
export function ShowActions({ show }: { show: Show }) {
  const { seriesId, title, isMonitored, isIdentified, libraryId, libraryName } = show;
  const [isRefreshing, setRefreshing] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ShowKeys seriesId={seriesId} />
      {/* Nobody can be asked about a series that is not identified. */}
      {isIdentified && (
        <Button onClick={() => setRefreshing(true)} className="max-md:flex-1">
          <RefreshCw aria-hidden />
          Refresh
        </Button>
      )}
      <Button asChild className="max-md:flex-1">
        <Link href={`/series/${seriesId}/publish`}>
          <FileOutput aria-hidden />
          Publish
        </Link>
      </Button>
      <ScanLibraryButton libraryId={libraryId} libraryName={libraryName} className="max-md:flex-1" />
      <IdentifyButton show={show} label={isIdentified ? "Re-identify" : "Identify"} className="max-md:flex-1" />
      {/* Together, so that no line of a phone holds the menu alone. */}
      <div className="flex items-center gap-2">
        <MonitoredSwitch
          title={title}
          isMonitored={isMonitored}
          onChange={(monitored) => changeSeriesMonitored({ seriesId, monitored })}
        />
        <RemoveShow show={show} />
      </div>
      <RefreshDialog
        item={show}
        open={isRefreshing}
        onClose={() => setRefreshing(false)}
        refresh={(wanted) => refreshSeries({ seriesId, ...wanted })}
      />
    </div>
  );
}
