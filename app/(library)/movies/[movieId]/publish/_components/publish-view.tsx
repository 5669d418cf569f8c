import { CircleCheck, CircleHelp } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { DiffView } from "#components/diff-view.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import type { PublishPreview } from "../queries.ts";
import { OutsideNfo } from "./outside-nfo.tsx";
import { PicturePairs } from "./picture-pairs.tsx";
import { PlanList } from "./plan-list.tsx";
import { PublishBar } from "./publish-bar.tsx";

/** What publishing would change on the disk, before it does. */
export function PublishView({ preview }: { preview: PublishPreview }) {
  const { movieId, profile, publishedAt, job } = preview;
  if (preview.problem !== null) {
    return <ErrorState title="This film cannot be published now" description={preview.problem} />;
  }
  const { isEmpty, steps, pictures, problems, nfo, folder, toDecide } = preview;
  // What waits for a person is not applied by the button.
  const changes = steps.filter(({ sign, path }) => sign !== "keep" && !toDecide.some((each) => each.path === path));
  return (
    <div className="grid grid-cols-1 gap-6">
      <PublishBar movieId={movieId} isEmpty={isEmpty} changes={changes.length} job={job}>
        <p className="text-2 text-sm">
          For {profile}
          {publishedAt ? (
            <>
              {" · last published "}
              <TimeAgo at={publishedAt} />
            </>
          ) : (
            " · not published yet"
          )}
        </p>
        <CopyPath path={folder} label="folder" className="mt-1" />
      </PublishBar>
      {!preview.isIdentified && (
        <p className="flex items-start gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3 text-1 text-sm">
          <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          This film is not identified. Only what its file tells would be written.
        </p>
      )}
      {toDecide.map((each) =>
        each.kind === "nfo" ? <OutsideNfo key={each.path} movieId={movieId} toDecide={each} /> : null,
      )}
      {problems.map(({ path, message }) => (
        <ErrorState key={path} layout="inline" title={path.split("/").at(-1) ?? path} description={message} />
      ))}
      {isEmpty && changes.length === 0 && toDecide.length === 0 && (
        <EmptyState
          className="py-8"
          icon={<CircleCheck />}
          title="Everything is published"
          description="The files in the folder are exactly what Metarr knows. There is nothing to write."
        />
      )}
      <PlanList steps={steps} />
      {pictures.length > 0 && <PicturePairs pairs={pictures} />}
      {nfo && nfo.before !== nfo.after && (
        <section aria-labelledby="nfo-heading" className="min-w-0">
          <h2 id="nfo-heading" className="mb-3 font-medium text-1 text-lg">
            NFO
          </h2>
          <DiffView before={nfo.before} after={nfo.after} />
        </section>
      )}
    </div>
  );
}
