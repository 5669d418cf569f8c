import { CircleCheck, CircleHelp, FilePenLine } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { DiffView } from "#components/diff-view.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { ChosenSteps } from "./chosen-steps.tsx";
import { OutsideNfo } from "./outside-nfo.tsx";
import { OutsidePicture } from "./outside-picture.tsx";
import { PicturePairs } from "./picture-pairs.tsx";
import { PlanList } from "./plan-list.tsx";
import { PlanTells } from "./plan-says.tsx";
import { PublishBar } from "./publish-bar.tsx";
import type { PublishPageData } from "./read-publish-page.ts";

/** Decisions shown at once; the next come when these are made. */
const decisionsShown = 20;
const problemsShown = 20;

type Props = {
  page: PublishPageData;
  profile: string;
  publishedAt: Date | null;
  isIdentified: boolean;
};

/** What publishing would change on the disk, before it does. */
export function PublishView({ page, profile, publishedAt, isIdentified }: Props) {
  const { unit, folder, job } = page;
  const noun = unit.entityType === "movie" ? "film" : "series";
  if (page.problem !== null) {
    return <ErrorState title={`This ${noun} cannot be published now`} description={page.problem} />;
  }
  const { isEmpty, groups, kept, pictures, problems, toDecide } = page;
  return (
    <ChosenSteps groups={groups}>
      <div className="grid grid-cols-1 gap-6">
        <PublishBar unit={unit} isEmpty={isEmpty} toDecide={toDecide.length} job={job}>
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
        <PlanTells state={toDecide.length > 0 ? "outside" : groups.length > 0 ? "unpublished" : "published"} />
        {toDecide.length > 0 && (
          <p className="flex items-start gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3 text-1 text-sm">
            <FilePenLine aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            {toDecideText(toDecide.length)}
          </p>
        )}
        {!isIdentified && (
          <p className="flex items-start gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3 text-1 text-sm">
            <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            {`This ${noun} is not identified. Only what its ${noun === "film" ? "file tells" : "files tell"} would be written.`}
          </p>
        )}
        {toDecide.slice(0, decisionsShown).map((each) => {
          const { kind, path } = each;
          return kind === "nfo" ? (
            <OutsideNfo key={path} unit={unit} toDecide={each} />
          ) : (
            <OutsidePicture key={path} unit={unit} toDecide={each} />
          );
        })}
        {toDecide.length > decisionsShown && (
          <p className="text-2 text-sm">{`${toDecide.length - decisionsShown} more wait for a decision after these.`}</p>
        )}
        {problems.slice(0, problemsShown).map(({ path, message }) => (
          <ErrorState
            key={`${path} ${message}`}
            layout="inline"
            title={path.split("/").at(-1) ?? path}
            description={message}
          />
        ))}
        {problems.length > problemsShown && (
          <p className="text-2 text-sm">{`${problems.length - problemsShown} more files have a problem.`}</p>
        )}
        {isEmpty && groups.length === 0 && toDecide.length === 0 && (
          <EmptyState
            className="py-8"
            icon={<CircleCheck />}
            title="Everything is published"
            description="The files in the folder are exactly what Metarr knows. There is nothing to write."
          />
        )}
        <PlanList groups={groups} kept={kept} folder={folder} />
        {pictures.count > 0 && <PicturePairs {...pictures} />}
        <NfoDifferences nfos={page.nfos} count={page.nfoCount} />
      </div>
    </ChosenSteps>
  );
}

const toDecideText = (count: number): string =>
  count === 1
    ? "1 file was changed outside Metarr. Say which side is right: nothing is written to it until then."
    : `${count.toLocaleString("en")} files were changed outside Metarr. Say which side is right: nothing is written to them until then.`;

type Nfos = Extract<PublishPageData, { problem: null }>["nfos"];

/** What each NFO says now and would say; of several the first is open. `count`: with those that are not shown. */
function NfoDifferences({ nfos, count }: { nfos: Nfos; count: number }) {
  const [first, ...others] = nfos;
  if (!first) return null;
  const left = count - nfos.length;
  return (
    <section aria-labelledby="nfo-heading" className="min-w-0">
      <h2 id="nfo-heading" className="mb-3 font-medium text-1 text-lg">
        NFO
      </h2>
      {others.length === 0 ? (
        <DiffView before={first.before} after={first.after} />
      ) : (
        <div className="grid grid-cols-1 gap-2">
          {nfos.map(({ path, label, before, after }, index) => (
            <details key={path} open={index === 0} className="min-w-0">
              <summary className="w-fit max-w-full rounded-md py-1 text-2 text-sm hover:text-1 touch:py-3">
                {label} <span className="wrap-anywhere font-mono text-3 text-xs">{path.split("/").at(-1)}</span>
              </summary>
              <DiffView before={before} after={after} className="mt-2" />
            </details>
          ))}
        </div>
      )}
      {left > 0 && (
        <p className="mt-3 text-3 text-sm">{`${left.toLocaleString("en")} more NFO files change. The list above names them.`}</p>
      )}
    </section>
  );
}
