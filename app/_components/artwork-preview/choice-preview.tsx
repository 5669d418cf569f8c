import { ArrowRight } from "lucide-react";
import { cachedPicture } from "#components/artwork-source.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Picture } from "#components/picture.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { PreviewChange, PreviewPicture } from "#lib/artwork/preview-choices.ts";
import { type ArtworkType, artworkFacts, artworkTypes } from "#lib/artwork/vocabulary.ts";
import type { PreviewState } from "./use-choice-preview.ts";

/** What a choice would change: how many pictures of each type, and some of them before and after. */
export function ChoicePreviewView({ state }: { state: PreviewState }) {
  if (state.status === "idle") return null;
  if (state.status === "failed") {
    return <ErrorState layout="inline" title="The preview is not complete" description={state.problem ?? ""} />;
  }
  const isDone = state.status === "done";
  return (
    <section aria-label="What would change" className="grid gap-4 rounded-lg border border-border bg-surface-2 p-4">
      {!isDone && (
        <Progress percent={(100 * state.looked) / Math.max(1, state.total)} label="Looking what would change" />
      )}
      <p role="status" className="text-1 text-sm">
        {isDone
          ? summaryOf(state)
          : state.total === 0
            ? "Looking"
            : `Looked at ${state.looked.toLocaleString("en")} of ${state.total.toLocaleString("en")}`}
      </p>
      {state.locked > 0 && <p className="text-3 text-sm">{lockedText(state.locked)}</p>}
      {state.examples.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,13rem),1fr))] gap-x-6 gap-y-5">
          {state.examples.map((change) => (
            <Example key={`${change.entityType} ${change.entityId} ${change.type}`} change={change} />
          ))}
        </ul>
      )}
    </section>
  );
}

function summaryOf({ counts, downloads }: PreviewState): string {
  const parts = artworkTypes.flatMap((type) => {
    const count = counts[type] ?? 0;
    return count === 0 ? [] : [`${count.toLocaleString("en")} × ${artworkFacts[type].label}`];
  });
  if (parts.length === 0) return "Nothing would change.";
  const fetched = downloads === 0 ? "" : ` ${downloads.toLocaleString("en")} of them would be downloaded.`;
  return `Other pictures: ${parts.join(", ")}.${fetched}`;
}

const lockedText = (count: number): string =>
  count === 1 ? "1 locked type stays as it is." : `${count.toLocaleString("en")} locked types stay as they are.`;

function Example({ change }: { change: PreviewChange }) {
  const { title, type, before, after } = change;
  const { label } = artworkFacts[type];
  return (
    <li className="min-w-0">
      <p className="mb-2 truncate text-1 text-sm" title={title}>
        {title}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)] items-center gap-2">
        <Side type={type} pictures={before} name={`${label} of ${title} now`} caption="Now" />
        <ArrowRight aria-hidden className="size-4 text-3" />
        <Side type={type} pictures={after} name={`${label} of ${title} then`} caption={label} />
      </div>
    </li>
  );
}

type SideProps = { type: ArtworkType; pictures: readonly PreviewPicture[]; name: string; caption: string };

function Side({ type, pictures, name, caption }: SideProps) {
  const [first, ...more] = pictures;
  const { ideal } = artworkFacts[type];
  const source =
    first && (first.hash ? cachedPicture({ hash: first.hash, thumbhash: first.thumbhash }) : offered(first));
  return (
    <figure className="min-w-0">
      <Picture
        picture={source ?? null}
        alt={first ? name : ""}
        width={ideal.width}
        height={ideal.height}
        fit="contain"
        sizes="120px"
        missing={<span className="text-3 text-xs">None</span>}
      />
      <figcaption className="mt-1 truncate text-3 text-xs">
        {caption}
        {more.length > 0 && (
          <>
            <span aria-hidden> +{more.length}</span>
            <span className="sr-only">, and {more.length} more</span>
          </>
        )}
      </figcaption>
    </figure>
  );
}

const offered = ({ candidateId }: PreviewPicture) => ({ src: `/api/artwork/candidate/${candidateId}` });
