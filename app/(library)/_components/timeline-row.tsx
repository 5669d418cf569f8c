import { ArrowRight, ChevronRight, FileOutput, HardDrive, Image, PencilLine, ScanSearch } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { artworkUrl } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { TimelinePart } from "#lib/undo/vocabulary.ts";
import { ChangeValue } from "./change-value.tsx";
import type { ShownEntry, ShownField } from "./timeline-words.ts";
import { UndoButton } from "./undo-button.tsx";

const icons = {
  changes: <PencilLine aria-hidden />,
  match: <ScanSearch aria-hidden />,
  artwork: <Image aria-hidden />,
  scan: <HardDrive aria-hidden />,
  publish: <FileOutput aria-hidden />,
} as const satisfies Record<TimelinePart, ReactNode>;

/** One entry: what happened, who did it, when, and the way back. Its fields open on a press. */
export function TimelineRow({ entry }: { entry: ShownEntry }) {
  const { part, title, isUndone, isUndo, fields, target, reason } = entry;
  const head = (
    <span className={cn("font-medium text-1 text-sm", isUndone && "text-3 line-through decoration-text-3")}>
      {title}
    </span>
  );
  const badges = isUndone && <Badge>{isUndo ? "Brought back" : "Taken back"}</Badge>;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2.5">
      <span className={cn("mt-0.5 text-3 [&_svg]:size-4", fields.length > 0 && "touch:mt-3.5")}>{icons[part]}</span>
      <div className="min-w-0">
        {fields.length === 0 ? (
          <p className="flex flex-wrap items-center gap-2">
            {head}
            {badges}
          </p>
        ) : (
          <details className="group">
            <summary className="flex cursor-pointer list-none items-center gap-2 rounded-sm touch:min-h-11">
              <span className="flex min-w-0 flex-wrap items-center gap-2">
                {head}
                {badges}
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-3 transition-transform group-open:rotate-90" />
            </summary>
            <FieldList fields={fields} more={entry.more} />
          </details>
        )}
        <Meta entry={entry} />
        {reason && (
          <p className="mt-0.5 text-3 text-xs">
            {isUndo ? "No redo" : "No undo"}: {reason}
          </p>
        )}
      </div>
      {target && <UndoButton target={target} what={title} />}
    </li>
  );
}

function Meta({ entry: { by, job, at } }: { entry: ShownEntry }) {
  return (
    <p className="text-3 text-xs">
      {by}
      {" · "}
      <TimeAgo at={at} />
      {job && (
        <>
          {" · "}
          {job.href ? (
            <Link
              href={job.href}
              className="rounded-sm text-2 underline underline-offset-4 decoration-border-strong hover:text-accent"
            >
              {job.label}
            </Link>
          ) : (
            job.label
          )}
        </>
      )}
    </p>
  );
}

function FieldList({ fields, more }: { fields: readonly ShownField[]; more: number }) {
  return (
    <>
      <dl className="mt-2 mb-2 grid gap-x-4 gap-y-1.5 border-border border-l-2 pl-3 text-sm md:grid-cols-[11rem_minmax(0,1fr)]">
        {fields.map(({ changeId, label, before, after, source, pictures, isUndone }) => (
          <div key={changeId} className="grid md:col-span-2 md:grid-cols-subgrid">
            <dt className="text-3 text-xs md:pt-0.5">
              {label} <span className="text-3">· {source}</span>
            </dt>
            <dd className={cn("min-w-0", isUndone && "text-3 line-through decoration-text-3")}>
              {pictures ? (
                <span className="flex items-center gap-2">
                  <SmallPicture hash={pictures.before} />
                  <ArrowRight aria-label="became" className="size-3 shrink-0 text-3" />
                  <SmallPicture hash={pictures.after} />
                </span>
              ) : before === null ? (
                <span className="text-2">{after}</span>
              ) : (
                <span className="flex flex-wrap items-center gap-x-2">
                  <ChangeValue text={before} className="text-3" />
                  <ArrowRight aria-label="became" className="size-3 shrink-0 text-3" />
                  <ChangeValue text={after} className={isUndone ? "text-3" : "text-1"} />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p className="mb-2 pl-3 text-3 text-xs">and {more.toLocaleString("en")} more</p>}
    </>
  );
}

/** A portrait that was shown. One that is no longer kept leaves an empty frame. */
function SmallPicture({ hash }: { hash: string | null }) {
  if (hash === null) return <span className="text-3 italic">none</span>;
  return <Picture picture={{ src: artworkUrl(hash, 150) }} alt="Portrait" width={200} height={300} className="w-10" />;
}
