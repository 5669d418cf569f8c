import type { AudioTrack, TextTrack } from "mediainfo.js";
import { readText } from "./media-values.ts";

/** What a flag of the track is called, and how titles say the same (MediaInfo's ServiceKind: AC-3's bsmod, Matroska's flags). */
const services: Readonly<Record<string, { label: string; said: RegExp }>> = {
  C: { label: "Commentary", said: /com+ent|kommentar/iu },
  HI: { label: "SDH", said: /\b(?:sdh|cc|hi)\b|hearing|impaired|deaf/iu },
  VI: { label: "Audio description", said: /descri|impaired|\bad\b/iu },
};

/**
 * A track's title. There is no column for commentary, hearing impaired or audio description, so a flag that the title
 * does not say is put behind it: `English (SDH)`.
 */
export function trackTitle(track: AudioTrack | TextTrack): string | null {
  // A DVD's IFO says it in words, `Normal` where there is nothing to say.
  const words = track.Language_More === "Normal" ? undefined : track.Language_More;
  const title = readText(track.Title) ?? readText(words);
  const kinds = track.ServiceKind?.split(" / ") ?? [];
  const missing = kinds.flatMap((kind) => {
    const service = Object.hasOwn(services, kind) ? services[kind] : undefined;
    return service && !(title !== null && service.said.test(title)) ? [service.label] : [];
  });
  const labels = [...new Set(missing)].join(", ");
  if (labels === "") return title;
  return title === null ? labels : `${title} (${labels})`;
}
