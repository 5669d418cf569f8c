import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { bytesInWords } from "#lib/in-words.ts";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { trailerStateLabels } from "#lib/trailers/vocabulary.ts";
import { nameOfLanguage, nameOfResolution } from "../format.ts";

/** "2 min 14 s". */
export function lengthInWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

const sites: Readonly<Record<string, string>> = { "www.youtube.com": "YouTube", "vimeo.com": "Vimeo" };

/** Where it can be watched, as people call it; undefined for an upload. */
export function siteOf({ url }: Pick<ShownTrailer, "url">): string | undefined {
  const host = url === null ? undefined : URL.parse(url)?.host;
  return host === undefined ? undefined : (sites[host] ?? host);
}

/** The name that is shown. */
export function titleOf(trailer: Pick<ShownTrailer, "title" | "sourceType" | "url">): string {
  if (trailer.title) return trailer.title;
  if (trailer.sourceType === "upload") return "Your upload";
  const site = siteOf(trailer);
  return site === undefined ? "Trailer" : `Trailer at ${site}`;
}

/** Who brought it, and where it is: "TMDB · YouTube". */
export function sourceOf(trailer: Pick<ShownTrailer, "sourceType" | "provider" | "url">): string {
  if (trailer.sourceType === "upload") return "Your upload";
  const who = trailer.sourceType === "user" ? "Yours" : labelOfSource(trailer.provider ?? "provider");
  return [who, siteOf(trailer)].filter((part) => part !== undefined).join(" · ");
}

/** What is known of it, one after the other. */
export function factsOf(trailer: ShownTrailer): string[] {
  const { durationSeconds, width, height, language, file } = trailer;
  return [
    durationSeconds === null ? null : lengthInWords(durationSeconds),
    width === null || height === null ? null : nameOfResolution({ width, height }),
    language === null ? null : nameOfLanguage(language),
    file && bytesInWords(file.sizeBytes),
    sourceOf(trailer),
  ].filter((fact) => fact !== null);
}

/** What a job does with a trailer, while it waits and while it runs. */
export function doingOf({ job, sourceType }: ShownTrailer): { waits: string; runs: string } {
  if (job?.kind === "test") return { waits: "Waiting to be tested", runs: "Testing" };
  if (sourceType === "upload") return { waits: "Waiting to be checked", runs: "Checking the video" };
  return { waits: "Waiting to be downloaded", runs: "Downloading" };
}

export type StateWords = { text: string; tone: "quiet" | "positive" | "warning" | "danger"; advice?: string };

/** Where a trailer stands, and what to do about it. `mayEdit`: the reader can do something. */
export function stateOf(trailer: ShownTrailer, { mayEdit }: { mayEdit: boolean }): StateWords {
  const { state, isSelected, isByHand, failure, retryAfterAt } = trailer;
  const text = trailerStateLabels[state];
  const why = mayEdit ? failure : null;
  switch (state) {
    case "downloaded":
      return { text, tone: "positive" };
    case "selected":
      return mayEdit
        ? { text: "Chosen, but not downloaded", tone: "warning", advice: "Download it to have it beside the media." }
        : { text: "Chosen, but not downloaded", tone: "warning" };
    case "offered":
      return mayEdit
        ? { text, tone: "quiet", advice: "Test it to learn its length and size." }
        : { text, tone: "quiet" };
    case "tested":
      return { text, tone: "quiet" };
    case "unavailable": {
      const kept = isSelected && isByHand ? "You chose it, so it stays chosen." : undefined;
      const copy = trailer.file === null ? undefined : "The copy that was downloaded is still here.";
      const advice = [why, kept, copy, mayEdit ? "Use another one, or try it again." : undefined]
        .filter(Boolean)
        .join(" ");
      return { text, tone: "danger", advice };
    }
    case "rate_limited":
    case "download_error": {
      const isUpload = trailer.sourceType === "upload";
      const again = isUpload && mayEdit ? "Delete it, and upload another one." : undefined;
      const later = retryAfterAt === null ? again : "It is tried again by itself.";
      return { text, tone: "warning", advice: [why, later].filter(Boolean).join(" ") };
    }
  }
}
