import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { extraKindLabels } from "#lib/libraries/unknown-files-vocabulary.ts";
import { BesideRow } from "./beside-row.tsx";

type Extra = {
  extraId: number;
  kind: string;
  title: string | null;
  name: string;
  /** Null for people who may only look. */
  path: string | null;
  size: number | null;
  /** A person said that it belongs here. */
  isAssigned: boolean;
};

const labels: Readonly<Record<string, string>> = extraKindLabels;

/** Trailers and other extras found beside a film or series, kind by kind. */
export function ExtraList({ extras, beside }: { extras: readonly Extra[]; beside: "film" | "series" }) {
  const kinds = [...new Set(extras.map(({ kind }) => kind))].sort(trailersFirst);
  return (
    <Card>
      <CardHeader title="Extras" description={`Found beside the ${beside}. They are shown here and never changed.`} />
      <CardContent className="grid gap-4">
        {kinds.map((kind) => (
          <section key={kind} aria-label={labels[kind] ?? kind} className="grid min-w-0 gap-2">
            <h3 className="font-medium text-2 text-sm">
              {labels[kind] ?? kind}{" "}
              <span className="font-normal text-3">{extras.filter((extra) => extra.kind === kind).length}</span>
            </h3>
            <ul className="grid gap-2">
              {extras
                .filter((extra) => extra.kind === kind)
                .map(({ extraId, ...extra }) => (
                  <BesideRow key={extraId} {...extra} />
                ))}
            </ul>
          </section>
        ))}
      </CardContent>
    </Card>
  );
}

const trailersFirst = (a: string, b: string) => Number(b === "trailer") - Number(a === "trailer") || (a < b ? -1 : 1);
