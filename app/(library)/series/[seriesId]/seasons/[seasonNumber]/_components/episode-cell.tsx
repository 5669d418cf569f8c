import { cachedPicture } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { SeasonEpisode } from "#lib/series/list-season-episodes.ts";
import { codesOf, shortCodeOf, titleOf } from "../../../_components/names.ts";

type Mark = { text: string; tone: "danger" | "warning" | "outline" };

const states = {
  present: undefined,
  vanished: { text: "File missing", tone: "danger" },
  missing: { text: "Missing", tone: "warning" },
  future: { text: "Not aired yet", tone: "outline" },
} as const satisfies Record<SeasonEpisode["state"], Mark | undefined>;

const unreadable: Mark = { text: "Could not be read", tone: "danger" };
const textTones = { danger: "text-danger", warning: "text-warning", outline: "text-3" } as const;

/** The first cell of an episode's row: picture, number, title, and what is special about its file. */
export function EpisodeCell({ episode, hasThumbs }: { episode: SeasonEpisode; hasThumbs: boolean }) {
  const { thumbHash, thumbThumbhash, state, absoluteNumber, numbering, file } = episode;
  const isHere = state === "present";
  const marks = marksOf(episode);
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
      <span className="grid min-w-0">
        <span className="flex min-w-0 items-center gap-3 max-md:leading-4.5">
          <span title={titleOf(episode)} className={cn("truncate", !isHere && "font-normal text-3")}>
            {titleOf(episode)}
          </span>
          {absoluteNumber !== null && numbering === "aired" && (
            <span title="Absolute number" className="shrink-0 font-normal text-3 text-xs tabular-nums">
              #{absoluteNumber}
            </span>
          )}
          <span className="flex shrink-0 items-center gap-1.5 max-md:hidden">
            {marks.map(({ text, tone }) => (
              <Badge key={text} tone={tone} className={cn(tone === "outline" && "font-normal")}>
                {text}
              </Badge>
            ))}
          </span>
        </span>
        {/* On phones, where the column of the file is hidden as well. */}
        <MarkLine marks={file?.isUnreadable ? [unreadable, ...marks] : marks} />
      </span>
    </span>
  );
}

/** The marks in one small line below the title: with it no higher than a row of the table, which counts on that. */
function MarkLine({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <span className="truncate font-normal text-3 text-xs leading-4 md:hidden">
      {marks.map(({ text, tone }, index) => (
        <span key={text} className={textTones[tone]}>
          {index > 0 && <span className="text-3"> · </span>}
          {text}
        </span>
      ))}
    </span>
  );
}

/** What one would not expect of an episode: no file, several episodes in it, several files of it. */
function marksOf({ state, file, sharedWith, numbering }: SeasonEpisode): Mark[] {
  const ofState = states[state];
  if (ofState) return [ofState];
  const texts = [
    numbering === "provisional" && "Number not confirmed",
    sharedWith.length > 1 && `${codesOf(sharedWith)} in one file`,
    file && file.parts > 1 && `${file.parts} parts`,
    file && file.versions > 1 && `${file.versions} versions`,
    file &&
      file.externalSubtitles > 0 &&
      (file.externalSubtitles === 1 ? "1 subtitle file" : `${file.externalSubtitles} subtitle files`),
  ];
  return texts.filter((text) => typeof text === "string").map((text) => ({ text, tone: "outline" }));
}
