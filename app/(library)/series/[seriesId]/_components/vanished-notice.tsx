import { FileX } from "lucide-react";
import Link from "next/link";
import type { SeasonSummary } from "#lib/series/list-seasons.ts";
import { Notice } from "../../../_components/notice.tsx";
import { episodesText } from "../../../_components/texts.ts";
import { nameOfSeason, seasonHref } from "./names.ts";

/** Episodes whose file is gone, by season: they stand in no list unless somebody asks for them. */
export function VanishedNotice({ seriesId, seasons }: { seriesId: number; seasons: readonly SeasonSummary[] }) {
  const gone = seasons.filter(({ vanished }) => vanished > 0);
  const count = gone.reduce((sum, { vanished }) => sum + vanished, 0);
  if (count === 0) return null;
  return (
    <Notice
      icon={<FileX />}
      title={`${episodesText(count)} ${count === 1 ? "has lost its file" : "have lost their files"}`}
    >
      {count === 1 ? "The file was" : "The files were"} not there at the last scan.{" "}
      {gone.map(({ seasonNumber, vanished }, index) => (
        <span key={seasonNumber}>
          {index > 0 && ", "}
          <Link
            href={`${seasonHref(seriesId, seasonNumber)}?files=missing`}
            className="text-1 underline underline-offset-4"
          >
            {nameOfSeason(seasonNumber)} ({vanished})
          </Link>
        </span>
      ))}
    </Notice>
  );
}
