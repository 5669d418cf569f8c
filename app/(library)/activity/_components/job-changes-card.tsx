import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { JobChanges } from "#lib/undo/job-changes.ts";
import { UndoButton } from "../../_components/undo-button.tsx";
import { wordsFor } from "../../_components/words-for.ts";

/** Fields named by themselves; the rest is counted. */
const named = 12;

type Props = { jobId: number; label: string; changes: JobChanges; mayUndo: boolean };

/** What the job changed, field by field, and the way back. */
export function JobChangesCard({ jobId, label, changes, mayUndo }: Props) {
  if (changes.changes === 0) return null;
  const counts = new Map<string, number>();
  for (const { entityType, field, count } of changes.fields) {
    const name = wordsFor(entityType).labelOf(field);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const fields = [...counts].toSorted(([, a], [, b]) => b - a);
  const rest = fields.length - named;
  return (
    <Card>
      <CardHeader title="What it changed" description={describe(changes)} />
      <CardContent>
        <ul className="flex flex-wrap gap-2">
          {fields.slice(0, named).map(([name, count]) => (
            <li key={name}>
              <Badge tone="outline">
                {name}
                {count > 1 && <span className="text-3">{count.toLocaleString("en")}</span>}
              </Badge>
            </li>
          ))}
          {rest > 0 && <li className="text-3 text-sm">and {rest} more</li>}
        </ul>
        {mayUndo && changes.undone < changes.reversible && (
          <div className="mt-4">
            <UndoButton target={{ jobId }} what={`${label}, job ${jobId}`} label="Undo this job" variant="secondary" />
          </div>
        )}
      </CardContent>
    </Card>
  );
}

function describe({ changes, items, reversible, undone }: JobChanges): string {
  const fields = `${changes.toLocaleString("en")} ${changes === 1 ? "field" : "fields"}`;
  const made = `${fields} of ${items.toLocaleString("en")} ${items === 1 ? "item" : "items"}.`;
  if (undone === 0) return made;
  if (undone === reversible) return `${made} All that can be taken back was taken back.`;
  return `${made} ${undone.toLocaleString("en")} of them were taken back.`;
}
