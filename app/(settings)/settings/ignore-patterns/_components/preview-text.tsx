import type { PatternPreview } from "#lib/libraries/ignore-patterns-preview.ts";
import type { Preview } from "./use-preview.ts";

/** From so many missing films or episodes on a scan may take the library for a lost disk, and asks. */
const manyItems = 20;

/** What a pattern would do, in words, with the first paths. */
export function PreviewText({ preview }: { preview: Preview | undefined }) {
  const found = preview?.found;
  const hidden = found ? hiddenBy(found) : [];
  return (
    <div role="status" className="min-h-5 text-sm">
      {found && (
        <div className="grid gap-2 rounded-lg border border-border bg-surface-2 px-3 py-2">
          <p className="text-1">
            {found.files === 0
              ? `It matches none of the ${count(found.known, "known file")}.`
              : `It passes over ${found.files.toLocaleString("en")} of ${count(found.known, "known file")}.`}
          </p>
          {hidden.length > 0 && (
            <p className="text-warning">
              {`It hides ${hidden.join(" and ")}: the next scan shows them as missing. Nothing is deleted: edits and artwork come back when the pattern goes.`}
              {found.films + found.episodes >= manyItems &&
                " So many at once may look like a lost disk; then the scan stops and asks you to confirm."}
            </p>
          )}
          {found.examples.length > 0 && (
            <ul aria-label="Examples" className="grid gap-0.5 font-mono text-2 text-xs">
              {found.examples.map((path) => (
                <li key={path} className="wrap-anywhere">
                  {path}
                </li>
              ))}
              {found.files > found.examples.length && (
                <li className="font-sans text-3">{`and ${(found.files - found.examples.length).toLocaleString("en")} more`}</li>
              )}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

/** What would lose its files, such as "19 episodes of 3 series". */
function hiddenBy({ films, episodes, series }: PatternPreview): string[] {
  return [
    ...(films > 0 ? [count(films, "film")] : []),
    ...(episodes > 0 ? [`${count(episodes, "episode")} of ${series.toLocaleString("en")} series`] : []),
  ];
}

const count = (number: number, noun: string) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
