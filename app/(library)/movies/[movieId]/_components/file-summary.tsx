import { SectionLink } from "#components/section-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { formatDuration, nameOfChannels, nameOfLanguage, nameOfResolution } from "../../../_components/format.ts";
import type { getFileSummary } from "../queries.ts";

type Summary = Awaited<ReturnType<typeof getFileSummary>>;
type File = Summary["files"][number];

/** What plays, in which quality, in a few words. */
export function FileSummary({ movieId, summary }: { movieId: number; summary: Summary }) {
  const { files, subtitles } = summary;
  const languages = [...new Set(subtitles.map(({ language }) => nameOfLanguage(language)))];
  return (
    <Card aria-label="Files">
      <CardHeader title="Files" actions={<SectionLink href={`/movies/${movieId}/files`}>Details</SectionLink>} />
      <CardContent className="grid gap-4 text-sm">
        {files.length === 0 && <p className="text-3">No file is known yet. The next scan looks for it.</p>}
        {files.map((file) => (
          <FileLine key={file.mediaPartId} file={file} />
        ))}
        {languages.length > 0 && (
          <p className="text-2">
            <span className="text-3">Subtitles </span>
            {languages.join(", ")}
          </p>
        )}
      </CardContent>
    </Card>
  );
}

function FileLine({ file }: { file: File }) {
  const { video, audio, edition, sizeBytes, durationSeconds, isUnreadable } = file;
  const facts = [
    durationSeconds !== null && formatDuration(durationSeconds),
    sizeBytes !== null && bytesInWords(sizeBytes),
    file.container,
  ].filter(Boolean);
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap gap-1.5">
        {video && <Badge>{nameOfResolution(video)}</Badge>}
        {video?.hdrFormat && <Badge tone="accent">{video.hdrFormat}</Badge>}
        {video && <Badge tone="outline">{video.codec}</Badge>}
        {edition && <Badge tone="outline">{edition}</Badge>}
        {isUnreadable && <Badge tone="danger">Could not be read</Badge>}
      </p>
      {audio.length > 0 && (
        <p className="text-2">
          <span className="text-3">Audio </span>
          {audio
            .map(({ language, codec, channels }) => `${nameOfLanguage(language)} ${codec} ${nameOfChannels(channels)}`)
            .join(", ")}
        </p>
      )}
      {facts.length > 0 && <p className="text-3">{facts.join(" · ")}</p>}
    </div>
  );
}
