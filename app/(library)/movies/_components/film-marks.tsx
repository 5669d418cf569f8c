import { CircleHelp, EyeOff, FileClock, FileX, ImageOff, Lock } from "lucide-react";
import type { PosterMark } from "#components/poster-card.tsx";
import type { Status } from "#components/status-badge.tsx";
import type { Film } from "./film.ts";

/** Three stay readable on a card; what comes first matters most. */
const marksShown = 3;

/** What is missing, waits or is locked, for the corner of a card. A missing poster shows itself. */
export function marksOf(film: Film): PosterMark[] {
  const marks: (PosterMark | false)[] = [
    film.missingAt !== null && { icon: <FileX />, label: "File missing", tone: "danger" },
    film.status === "needs_identification" && { icon: <CircleHelp />, label: "Needs review", tone: "warning" },
    statusOf(film) === "unpublished" && { icon: <FileClock />, label: "Changes not published", tone: "warning" },
    film.isLocked && { icon: <Lock />, label: "Something is locked", tone: "lock" },
    !film.hasFanart && { icon: <ImageOff />, label: "No fanart" },
    !film.isMonitored && { icon: <EyeOff />, label: "Not monitored" },
  ];
  return marks.filter((mark) => mark !== false).slice(0, marksShown);
}

/** One word for how far a film is. */
export function statusOf(film: Film): Status {
  if (film.missingAt !== null) return "missing";
  if (film.status !== "enriched" || !film.isPublished) return film.status;
  return film.hasUnpublished ? "unpublished" : "published";
}
