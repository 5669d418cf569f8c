"use client";

import { Captions, File as FileIcon, FileText, FileVideo, Image as ImageIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { assignWayLabels, type UnknownKind, unknownKindLabels } from "#lib/libraries/unknown-files-vocabulary.ts";
import { nameOfEpisode } from "#lib/series/name-of-episode.ts";
import { episodeHref, nameOfSeason, seasonHref } from "../../series/[seriesId]/_components/names.ts";
import { FileMenu } from "./file-menu.tsx";
import { fileNameOf, type UnknownFile } from "./unknown-file.ts";

const icons = {
  video: <FileVideo />,
  image: <ImageIcon />,
  subtitle: <Captions />,
  nfo: <FileText />,
  other: <FileIcon />,
} as const satisfies Record<UnknownKind, ReactNode>;

export type FileRowProps = {
  file: UnknownFile;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  isAdmin: boolean;
  onOpen: (dialog: "assign" | "pattern") => void;
};

/** One unknown file: what it is, how large, since when, why nobody knows it. */
export function FileRow({ file, isChosen, onChoose, isAdmin, onOpen }: FileRowProps) {
  const name = fileNameOf(file);
  return (
    <li
      className={`flex items-center gap-3 border-border border-b px-4 py-2 last:border-b-0 ${isChosen ? "bg-accent-soft" : ""}`}
    >
      <Checkbox
        aria-label={`Select ${name}`}
        checked={isChosen}
        onCheckedChange={(checked) => onChoose(checked === true)}
      />
      <span role="img" aria-label={unknownKindLabels[file.kind]} className="text-3 [&>svg]:size-4">
        {icons[file.kind]}
      </span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="wrap-anywhere text-1 text-sm">{name}</span>
        <span className="text-3 text-xs">
          {file.sizeBytes !== null && `${bytesInWords(file.sizeBytes)} · `}
          {file.modifiedAt !== null && (
            <>
              changed <TimeAgo at={file.modifiedAt} />
            </>
          )}
          {file.assignedAs === null && file.reason && <span className="text-2"> · {file.reason}</span>}
        </span>
        {file.assignedAs !== null && <Assigned file={file} />}
      </div>
      <FileMenu file={file} isAdmin={isAdmin} onOpen={onOpen} />
    </li>
  );
}

function Assigned({ file: { assignedAs, entityType, owner } }: { file: UnknownFile }) {
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm">
      <Badge tone="accent">{assignedAs && assignWayLabels[assignedAs]}</Badge>
      {owner === null ? (
        <span className="text-2">
          of a {entityType === null || entityType === "movie" ? "film" : "series"} that is gone
        </span>
      ) : (
        <Link href={addressOf(owner)} className="rounded-sm text-accent underline underline-offset-4">
          {nameOf(owner)}
        </Link>
      )}
    </span>
  );
}

type Owner = NonNullable<UnknownFile["owner"]>;

function addressOf({ movieId, seriesId, seasonNumber, episodeNumber }: Owner): string {
  if (movieId !== null) return `/movies/${movieId}/files`;
  if (seriesId === null || seasonNumber === null) return `/series/${seriesId}/files`;
  if (episodeNumber === null) return seasonHref(seriesId, seasonNumber);
  return episodeHref(seriesId, { seasonNumber, episodeNumber });
}

function nameOf({ title, seasonNumber, episodeNumber }: Owner): string {
  if (seasonNumber === null) return title;
  if (episodeNumber === null) return `${title}, ${nameOfSeason(seasonNumber)}`;
  return nameOfEpisode({ seriesTitle: title, seasonNumber, episodeNumber });
}
