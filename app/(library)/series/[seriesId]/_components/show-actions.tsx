"use client";

import { MonitoredSwitch } from "../../../_components/monitored-switch.tsx";
import { ScanLibraryButton } from "../../_components/scan-library-button.tsx";
import { changeSeriesMonitored } from "../actions.ts";
import type { ShowHeaderData } from "../queries.ts";
import { RemoveShow } from "./remove-show.tsx";

type Show = Pick<
  ShowHeaderData,
  "seriesId" | "title" | "isMonitored" | "libraryId" | "libraryName" | "missingAt" | "mayDeleteFiles"
>;

/** What can be done with the series on every tab. Only for people who may. */
export function ShowActions({ show }: { show: Show }) {
  const { seriesId, title, isMonitored, libraryId, libraryName } = show;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ScanLibraryButton libraryId={libraryId} libraryName={libraryName} className="max-md:flex-1" />
      <MonitoredSwitch
        title={title}
        isMonitored={isMonitored}
        onChange={(monitored) => changeSeriesMonitored({ seriesId, monitored })}
      />
      <RemoveShow show={show} />
    </div>
  );
}
