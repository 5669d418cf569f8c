import { CircleHelp, Files, FileX } from "lucide-react";
import Link from "next/link";
import { Notice } from "../../../../../../../_components/notice.tsx";
import { codeOf, episodeHref, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

/** Why a number is not the final one. Nothing for those of the file's own season and episode. */
const numberings = {
  aired: null,
  provisional: "It comes from the file name alone. Once the series is identified, a list of its episodes confirms it.",
  absolute: "The file counts through all seasons. Once the series is identified, the episode moves to its season.",
  date: "The file is named by its day. Once the series is identified, the episode gets its number.",
} as const;

/** What one has to know about an episode before reading on. */
export function EpisodeNotices({
  seriesId,
  page: { episode, alsoInFile },
}: {
  seriesId: number;
  page: EpisodePageData;
}) {
  const numbering = numberings[episode.numbering];
  return (
    <>
      {episode.missingAt !== null && (
        <Notice icon={<FileX />} title="The file is missing">
          It was not there at the last scan. When it comes back, everything is as it was.
        </Notice>
      )}
      {numbering && (
        <Notice icon={<CircleHelp />} title="The number is not confirmed">
          {numbering}
        </Notice>
      )}
      {alsoInFile.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-2 text-sm">
          <Files aria-hidden className="size-4 text-3" />
          This file also holds
          {alsoInFile.map((other) => (
            <Link
              key={other.episodeId}
              href={episodeHref(seriesId, other)}
              className="inline-flex max-w-full items-center gap-1.5 rounded-sm text-accent underline-offset-4 hover:underline touch:min-h-11"
            >
              <span className="shrink-0 tabular-nums">{codeOf(other)}</span>
              <span className="truncate">{titleOf(other)}</span>
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
