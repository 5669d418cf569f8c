import type { SampleName } from "#lib/publish/sample-names.ts";

/** Files of a sample by their folder. */
export function SampleNames({ names }: { names: readonly SampleName[] }) {
  const folders = Map.groupBy(names, ({ folder }) => folder);
  return (
    <section aria-label="Preview of the names" className="min-w-0 rounded-lg border border-border bg-surface-2 p-4">
      <h3 className="font-medium text-1 text-sm">Preview</h3>
      {[...folders].map(([folder, files]) => (
        <div key={folder} className="mt-3">
          <p className="font-mono text-2 text-xs">{folder}/</p>
          <ul className="mt-1 grid gap-1 pl-4">
            {files.map(({ label, name }) => (
              <li key={`${label} ${name}`} className="flex flex-wrap items-baseline gap-x-3">
                <span className="wrap-anywhere font-mono text-1 text-xs">{name}</span>
                <span className="text-3 text-xs">{label}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
