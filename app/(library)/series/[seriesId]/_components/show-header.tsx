import { StatusBadge } from "#components/status-badge.tsx";
import type { TabLink } from "#components/tab-links.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { showStatuses } from "#lib/series/vocabulary.ts";
import { PublishState } from "../../../_components/publish-state.tsx";
import { LocksBadge, UnmonitoredBadge } from "../../../_components/title-badges.tsx";
import { TitleFollow } from "../../../_components/title-follow.tsx";
import { TitleHeader } from "../../../_components/title-header.tsx";
import { countsOf } from "../../_components/show-marks.tsx";
import type { ShowHeaderData } from "../queries.ts";
import { ShowActions } from "./show-actions.tsx";

/** Picture, name and facts of the series, what can be done with it, and its tabs. */
export function ShowHeader({ show }: { show: ShowHeaderData }) {
  const { title, year, poster, fanart, showStatus, missingAt } = show;
  return (
    <TitleHeader
      title={title}
      year={year}
      poster={poster}
      fanart={fanart}
      facts={[countsOf(show), show.contentRating, show.genres.slice(0, 3).join(", "), show.libraryName]}
      badges={
        <>
          {missingAt !== null && <StatusBadge status="missing" />}
          {showStatus !== null && (
            <Badge tone={showStatus === "continuing" ? "positive" : "neutral"}>{showStatuses[showStatus]}</Badge>
          )}
          <PublishState {...show} href={`/series/${show.seriesId}/publish`} />
          {!show.isMonitored && <UnmonitoredBadge />}
          <LocksBadge count={show.locks} />
        </>
      }
      actions={show.mayEdit && <ShowActions show={show} />}
      tabs={{ label: "Series", links: tabsOf(show) }}
    >
      <TitleFollow href={`/series/${show.seriesId}`} isBusy={show.isBusy} />
    </TitleHeader>
  );
}

/** Only tabs with something in them: most come with the metadata. */
function tabsOf({ seriesId, mayEdit, castCount, has }: ShowHeaderData): TabLink[] {
  const at = `/series/${seriesId}`;
  return [
    { href: at, label: "Overview", also: `${at}/seasons` },
    ...(mayEdit ? [{ href: `${at}/edit`, label: "Edit" }] : []),
    ...(has.pictures ? [{ href: `${at}/artwork`, label: "Artwork" }] : []),
    { href: `${at}/trailers`, label: "Trailers" },
    ...(has.people
      ? [{ href: `${at}/cast`, label: "Cast & crew", ...(castCount > 0 ? { count: castCount } : {}) }]
      : []),
    { href: `${at}/files`, label: "Files" },
    ...(mayEdit
      ? [
          { href: `${at}/publish`, label: "Publish" },
          { href: `${at}/orders`, label: "Order" },
        ]
      : []),
    ...(has.history ? [{ href: `${at}/history`, label: "History" }] : []),
  ];
}
