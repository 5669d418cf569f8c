"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { factsOf, titleOf } from "./trailer-words.ts";

/** Plays the trailer that is given, from this server; none: it is closed. */
export function TrailerPlayer({ trailer, onClose }: { trailer: ShownTrailer | undefined; onClose: () => void }) {
  return (
    <Dialog open={trailer !== undefined} onOpenChange={(open) => !open && onClose()}>
      {trailer && (
        <DialogContent width="xl" title={titleOf(trailer)} description={factsOf(trailer).join(" · ")}>
          <Video key={trailer.candidateId} trailer={trailer} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Video({ trailer }: { trailer: ShownTrailer }) {
  const [failed, setFailed] = useState(false);
  const { candidateId, width, height, file } = trailer;
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what a trailer says is in its picture and sound; no site gives its words. */}
      <video
        controls
        autoPlay
        playsInline
        preload="metadata"
        src={`/api/trailers/${candidateId}/video`}
        onError={() => setFailed(true)}
        className="max-h-[70vh] w-full rounded-md bg-black"
        style={{ aspectRatio: `${width ?? 16} / ${height ?? 9}` }}
      />
      {failed && (
        <p role="alert" className="mt-3 text-2 text-sm">
          This browser cannot play it ({[file?.format, file?.codec].filter(Boolean).join(", ")}). Players such as Kodi
          most likely can; if not, try it again or use another trailer.
        </p>
      )}
    </>
  );
}
