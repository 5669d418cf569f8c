import { CircleHelp, EyeOff, FileX, ImageOff, Lock } from "lucide-react";
import type { PosterMark } from "#components/poster-card.tsx";
import { episodesText, seasonsText } from "../../_components/texts.ts";
import type { Show } from "./show.ts";

/** Three stay readable on a card; what comes first matters most. */
const marksShown = 3;

/** What is missing or locked, for the corner of a card. A missing poster shows itself. */
export function marksOf(show: Show): PosterMark[] {
  const marks: (PosterMark | false)[] = [
    show.isMissing && { icon: <FileX />, label: "The folder is missing", tone: "danger" },
    !show.isMissing &&
      show.vanishedCount > 0 && {
        icon: <FileX />,
        label: `${episodesText(show.vanishedCount)} without their file`,
        tone: "danger",
      },
    show.status === "needs_identification" && { icon: <CircleHelp />, label: "Needs review", tone: "warning" },
    show.isLocked && { icon: <Lock />, label: "Something is locked", tone: "lock" },
    !show.hasFanart && { icon: <ImageOff />, label: "No fanart" },
    !show.isMonitored && { icon: <EyeOff />, label: "Not monitored" },
  ];
  return marks.filter((mark) => mark !== false).slice(0, marksShown);
}

/** "3 seasons · 24 episodes"; specials alone are no season. */
export function countsOf({ seasonCount, episodeCount }: Pick<Show, "seasonCount" | "episodeCount">): string {
  return seasonCount === 0 ? episodesText(episodeCount) : `${seasonsText(seasonCount)} · ${episodesText(episodeCount)}`;
}
