"use client";

import { useMemo } from "react";
import { DataTable, type DataTableColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { EpisodeFile } from "#lib/series/list-episode-files.ts";
import type { SeasonEpisode } from "#lib/series/list-season-episodes.ts";
import { formatBytes, nameOfResolution } from "../../../../../_components/format.ts";
import { codeOf, episodeHref, formatDay, nameOfSeason, titleOf } from "../../../_components/names.ts";
import { EpisodeCell } from "./episode-cell.tsx";

const none = <span className="text-3">–</span>;

const columnsOf = (hasThumbs: boolean): readonly DataTableColumn<SeasonEpisode>[] => [
  { id: "episode", header: "Episode", cell: (episode) => <EpisodeCell episode={episode} hasThumbs={hasThumbs} /> },
  {
    id: "aired",
    header: "Aired",
    width: "7.5rem",
    hideBelow: "md",
    cell: ({ airDate }) => (airDate === null ? none : formatDay(airDate)),
  },
  {
    id: "runtime",
    header: "Runtime",
    align: "end",
    width: "6rem",
    hideBelow: "lg",
    cell: ({ runtimeMinutes }) => (runtimeMinutes === null ? none : `${runtimeMinutes} min`),
  },
  {
    id: "file",
    header: "File",
    width: "15rem",
    hideBelow: "md",
    cell: ({ file }) => (file === null ? none : <FileBadges file={file} />),
  },
  {
    id: "size",
    header: "Size",
    align: "end",
    width: "6rem",
    hideBelow: "lg",
    cell: ({ file }) => (file === null ? none : formatBytes(file.sizeBytes)),
  },
];

/** What plays, in which quality. */
function FileBadges({ file: { width, height, codec, hdrFormat, isUnreadable } }: { file: EpisodeFile }) {
  if (isUnreadable) return <Badge tone="danger">Could not be read</Badge>;
  if (width === null || height === null) return <span className="text-3">Not read yet</span>;
  return (
    <span className="flex gap-1.5">
      <Badge>{nameOfResolution({ width, height })}</Badge>
      {hdrFormat && <Badge tone="accent">{hdrFormat}</Badge>}
      {codec && <Badge tone="outline">{codec}</Badge>}
    </span>
  );
}

type EpisodeTableProps = { seriesId: number; seasonNumber: number; episodes: readonly SeasonEpisode[] };

/** The episodes of a season; those without a row of their own lead nowhere. */
export function EpisodeTable({ seriesId, seasonNumber, episodes }: EpisodeTableProps) {
  // A season without a single picture is easier to read without places for them.
  const hasThumbs = episodes.some(({ thumbHash }) => thumbHash !== null);
  const columns = useMemo(() => columnsOf(hasThumbs), [hasThumbs]);
  return (
    <DataTable
      label={`Episodes of ${nameOfSeason(seasonNumber)}`}
      columns={columns}
      rows={episodes}
      rowId={(episode) => String(episode.episodeNumber)}
      rowHref={(episode) => (episode.episodeId === null ? undefined : episodeHref(seriesId, episode))}
      rowLabel={(episode) => `${codeOf(episode)} ${titleOf(episode)}`}
      empty={<EmptyState title="No episode is here" description="All episodes of this season have lost their files." />}
    />
  );
}
