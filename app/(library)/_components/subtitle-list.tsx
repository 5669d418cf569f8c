import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { BesideRow } from "./beside-row.tsx";
import { nameOfLanguage } from "./format.ts";
import type { ShownSubtitle } from "./shown-file.ts";

/** Subtitles in files of their own, with what their names say. */
export function SubtitleList({ subtitles }: { subtitles: readonly ShownSubtitle[] }) {
  return (
    <Card>
      <CardHeader title="Subtitle files" description="Beside the video. Languages and marks come from their names." />
      <CardContent>
        <ul aria-label="Subtitle files" className="grid gap-2">
          {subtitles.map(({ id, language, codec, title, isForced, isDefault, ...file }) => (
            <BesideRow key={id} {...file}>
              <span className="font-medium text-1">{nameOfLanguage(language)}</span>
              {codec && <Badge tone="outline">{codec}</Badge>}
              {isForced && <Badge tone="warning">Forced</Badge>}
              {isDefault && <Badge>Default</Badge>}
              {title && <span className="text-2">{title}</span>}
            </BesideRow>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
