import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { nameOfLanguage } from "../../_components/format.ts";
import type { FilmFiles } from "../queries.ts";
import { BesideRow } from "./beside-row.tsx";

/** Subtitles in files of their own, with what their names say. */
export function SubtitleList({ subtitles }: { subtitles: FilmFiles["subtitles"] }) {
  return (
    <Card>
      <CardHeader title="Subtitle files" description="Beside the film. Languages and marks come from their names." />
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
