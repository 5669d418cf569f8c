"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { DiffView } from "#components/diff-view.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Picture } from "#components/picture.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { recycledKinds } from "#lib/recycle/vocabulary.ts";

const side = z.object({
  sizeBytes: z.number(),
  modifiedAt: z.string(),
  text: z.string().nullable(),
  isCut: z.boolean(),
});
const facts = z.object({
  kind: z.enum(recycledKinds),
  name: z.string(),
  saysOfVideo: z.array(z.string()),
  bin: side.nullable(),
  there: side.nullable(),
});
type Facts = z.output<typeof facts>;
type Side = z.output<typeof side>;
type SideName = "bin" | "there";

const titles = { bin: "In the recycle bin", there: "There now" } as const satisfies Record<SideName, string>;

/** What a file of the bin is, beside what lies at its place by now. */
export function RecycledSides({ recycleId }: { recycleId: number }) {
  const [known, setKnown] = useState<Facts>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const ending = new AbortController();
    getJson(`/recycle-bin/files/${recycleId}/facts`, facts, ending.signal).then(setKnown, (error: unknown) => {
      if (!ending.signal.aborted) setProblem(error instanceof Error ? error.message : "The server did not answer.");
    });
    return () => ending.abort();
  }, [recycleId]);

  if (problem !== undefined) return <ErrorState layout="inline" title="It cannot be looked at" description={problem} />;
  if (!known) return <ReadingSides />;
  const { kind, bin, there } = known;
  return (
    <div className="grid gap-4">
      <div className={there ? "grid gap-4 sm:grid-cols-2" : "grid gap-4"}>
        <SideCard which="bin" facts={bin} of={known} recycleId={recycleId} />
        {there && <SideCard which="there" facts={there} of={known} recycleId={recycleId} />}
      </div>
      {kind === "nfo" && bin && <NfoText bin={bin} there={there} />}
    </div>
  );
}

/** In the shape of what comes; the disk may have to wake up first. */
function ReadingSides() {
  return (
    <div role="status" aria-label="Reading the file" className="grid gap-2">
      <p className="text-2 text-sm">Reading the file</p>
      <div aria-hidden className="h-40 w-full animate-pulse rounded-md bg-surface-3 motion-reduce:animate-none" />
    </div>
  );
}

type SideCardProps = { which: SideName; facts: Side | null; of: Facts; recycleId: number };

function SideCard({ which, facts: own, of: { kind, name, saysOfVideo, bin, there }, recycleId }: SideCardProps) {
  const other = which === "bin" ? there : bin;
  const isNewer = own !== null && other !== null && own.modifiedAt > other.modifiedAt;
  return (
    <section aria-label={titles[which]} className="grid min-w-0 content-start gap-2">
      <h3 className="font-medium text-1 text-sm">
        {titles[which]}
        {isNewer && <span className="font-normal text-2"> · the newer one</span>}
      </h3>
      {kind === "picture" && own && (
        <Picture
          picture={{ src: `/recycle-bin/files/${recycleId}/picture?side=${which}&w=600` }}
          alt={`${name}, ${titles[which].toLowerCase()}`}
          width={4}
          height={3}
          fit="contain"
          isSlow
          className="w-full rounded-md"
        />
      )}
      {own ? (
        <p className="text-2 text-sm">
          {bytesInWords(own.sizeBytes)} · changed <TimeAgo at={own.modifiedAt} />
          {which === "bin" && saysOfVideo.length > 0 && ` · ${saysOfVideo.join(", ")}`}
        </p>
      ) : (
        <p className="text-2 text-sm">The file is not in the recycle bin any more.</p>
      )}
    </section>
  );
}

function NfoText({ bin, there }: { bin: Side; there: Side | null }) {
  const isCut = bin.isCut || (there?.isCut ?? false);
  return (
    <>
      {there && there.text !== bin.text ? (
        <DiffView before={there.text} after={bin.text} beforeLabel="There now" afterLabel="In the recycle bin" />
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls can be reached by keyboard.
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md border border-border bg-surface-2 p-3 font-mono text-1 text-xs"
        >
          {bin.text}
        </pre>
      )}
      {there && there.text === bin.text && <p className="text-2 text-sm">Both say the same.</p>}
      {isCut && <p className="text-3 text-xs">Only the first 64 KB are shown.</p>}
    </>
  );
}
