import type { ReactNode } from "react";
import { cachedPicture } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { SeasonEpisode } from "#lib/series/list-season-episodes.ts";
import { codesOf, shortCodeOf, titleOf } from "../../../_components/names.ts";

const states = {
  present: null,
  vanished: <Badge tone="danger">File missing</Badge>,
  missing: <Badge tone="warning">Missing</Badge>,
  future: <Badge tone="outline">Not aired yet</Badge>,
} as const satisfies Record<SeasonEpisode["state"], ReactNode>;

/** The first cell of an episode's row: picture, number, title, and what is special about its file. */
export function EpisodeCell({ episode, hasThumbs }: { episode: SeasonEpisode; hasThumbs: boolean }) {
  const { thumbHash, thumbThumbhash, state, absoluteNumber, numbering } = episode;
  const isHere = state === "present";
  return (
    <span className="flex items-center gap-3">
      {hasThumbs && (
        <Picture
          picture={thumbHash === null ? null : cachedPicture({ hash: thumbHash, thumbhash: thumbThumbhash })}
          alt=""
          width={160}
          height={90}
          sizes="64px"
          className={cn("w-16 shrink-0 rounded-sm max-md:hidden", !isHere && "opacity-50")}
        />
      )}
      <span className="min-w-8 shrink-0 text-right font-normal text-2 tabular-nums">{shortCodeOf(episode)}</span>
      <span title={titleOf(episode)} className={cn("truncate", !isHere && "font-normal text-3")}>
        {titleOf(episode)}
      </span>
      {absoluteNumber !== null && numbering === "aired" && (
        <span title="Absolute number" className="shrink-0 font-normal text-3 text-xs tabular-nums">
          #{absoluteNumber}
        </span>
      )}
      <span className="flex shrink-0 items-center gap-1.5">
        {states[state]}
        {isHere && <FileMarks episode={episode} />}
      </span>
    </span>
  );
}

/** What one would not expect of a file: several episodes in it, several files of it. */
function FileMarks({ episode: { file, sharedWith, numbering } }: { episode: SeasonEpisode }) {
  const marks = [
    numbering === "provisional" && "Number not confirmed",
    sharedWith.length > 1 && `${codesOf(sharedWith)} in one file`,
    file && file.parts > 1 && `${file.parts} parts`,
    file && file.versions > 1 && `${file.versions} versions`,
    file &&
      file.externalSubtitles > 0 &&
      (file.externalSubtitles === 1 ? "1 subtitle file" : `${file.externalSubtitles} subtitle files`),
  ].filter((mark) => typeof mark === "string");
  return marks.map((mark) => (
    <Badge key={mark} tone="outline" className="font-normal max-md:hidden">
      {mark}
    </Badge>
  ));
}
