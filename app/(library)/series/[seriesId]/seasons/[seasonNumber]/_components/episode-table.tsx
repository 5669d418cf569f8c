"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { useMemo, useRef } from "react";
import { DataTable, type DataTableColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import type { EpisodeFile } from "#lib/series/list-episode-files.ts";
import type { SeasonEpisode } from "#lib/series/list-season-episodes.ts";
import { nameOfResolution } from "../../../../../_components/format.ts";
import { useListKeys } from "../../../../../_components/use-list-keys.ts";
import { codeOf, episodeHref, formatDay, nameOfSeason, seasonHref, titleOf } from "../../../_components/names.ts";
import { EpisodeCell } from "./episode-cell.tsx";

const none = <span className="text-3">–</span>;

type Columns = { seriesId: number; hasThumbs: boolean; mayEdit: boolean };

const columnsOf = ({ seriesId, hasThumbs, mayEdit }: Columns): readonly DataTableColumn<SeasonEpisode>[] => [
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
    cell: ({ file }) => (file === null ? none : bytesInWords(file.sizeBytes)),
  },
  ...(mayEdit ? [editColumn(seriesId)] : []),
];

/** Opens the form of an episode; one that only a provider lists has none. */
const editColumn = (seriesId: number): DataTableColumn<SeasonEpisode> => ({
  id: "edit",
  header: "Edit",
  align: "end",
  width: "4rem",
  cell: (episode) =>
    episode.episodeId === null ? null : (
      <Button asChild variant="ghost" size="icon-sm">
        <Link
          href={`${episodeHref(seriesId, episode)}/edit`}
          prefetch={false}
          aria-label={`Edit ${codeOf(episode)} ${titleOf(episode)}`}
          title="Edit"
        >
          <Pencil aria-hidden />
        </Link>
      </Button>
    ),
});

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

type EpisodeTableProps = {
  seriesId: number;
  seasonNumber: number;
  episodes: readonly SeasonEpisode[];
  mayEdit: boolean;
};

/** The episodes of a season; those without a row of their own lead nowhere. */
export function EpisodeTable({ seriesId, seasonNumber, episodes, mayEdit }: EpisodeTableProps) {
  // A season without a single picture is easier to read without places for them.
  const hasThumbs = episodes.some(({ thumbHash }) => thumbHash !== null);
  const columns = useMemo(() => columnsOf({ seriesId, hasThumbs, mayEdit }), [seriesId, hasThumbs, mayEdit]);
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area, { address: `${seasonHref(seriesId, seasonNumber)}/episodes` });
  return (
    <div ref={area}>
      <DataTable
        label={`Episodes of ${nameOfSeason(seasonNumber)}`}
        columns={columns}
        rows={episodes}
        rowId={(episode) => String(episode.episodeNumber)}
        rowHref={(episode) => (episode.episodeId === null ? undefined : episodeHref(seriesId, episode))}
        rowLabel={(episode) => `${codeOf(episode)} ${titleOf(episode)}`}
        empty={
          <EmptyState title="No episode is here" description="All episodes of this season have lost their files." />
        }
      />
    </div>
  );
}
