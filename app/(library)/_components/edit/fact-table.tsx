import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { formatCount } from "../format.ts";

export type FactTableProps = { facts: readonly { label: string; value: string | number | null }[] };

/** Facts that follow the provider. Nobody edits them, so they stand apart. */
export function FactTable({ facts }: FactTableProps) {
  return (
    <Card>
      <CardHeader title="Facts from the providers" description="They change with every refresh and cannot be edited." />
      <CardContent>
        <dl className="grid gap-x-8 gap-y-2 text-sm md:grid-cols-2">
          {facts.map(({ label, value }) => (
            <div key={label} className="grid grid-cols-[10rem_minmax(0,1fr)] gap-4">
              <dt className="text-3">{label}</dt>
              <dd className="text-1">{show(value)}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}

function show(value: string | number | null) {
  if (value === null || value === "" || value === 0) return <span className="text-3">Unknown</span>;
  return typeof value === "number" ? formatCount(value) : value;
}
