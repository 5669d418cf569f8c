"use client";

import { X } from "lucide-react";
import { type DragEvent, useState } from "react";
import { cn } from "#components/cn.ts";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { TrailerChooser } from "#lib/trailers/owners.ts";
import { maxTrailerBytes } from "#lib/trailers/vocabulary.ts";
import { addTrailerByAddress } from "../../trailer-actions.ts";
import { AddressButton } from "../address-button.tsx";
import { FileButton } from "../file-button.tsx";
import { useSendFile } from "../use-send-file.ts";

const kinds = { movie: "movies", series: "series" } as const;
const addressOf = ({ entityType, entityId }: TrailerChooser, name: string) =>
  `/api/${kinds[entityType]}/${entityId}/trailers?${new URLSearchParams({ name })}`;

type AddTrailerProps = { owner: TrailerChooser; onAdded: () => void };

/** Brings a trailer of one's own: drop a video, choose a file, or paste an address. */
export function AddTrailer({ owner, onAdded }: AddTrailerProps) {
  const [isOver, setIsOver] = useState(false);
  const { sending, problem, send, cancel } = useSendFile({ maxBytes: maxTrailerBytes, onAdded });

  function upload(file: File | undefined) {
    if (file && !sending) void send({ address: addressOf(owner, file.name), file, name: file.name });
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    upload(event.dataTransfer.files[0]);
  }

  return (
    <div className="mt-3 grid gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the file button beside it does the same by keyboard. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
        className={cn(
          "flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-dashed px-4 py-3 transition-colors",
          isOver ? "border-accent-text bg-accent-soft" : "border-border-strong",
        )}
      >
        {sending ? (
          <ProgressLine
            className="min-w-0 flex-1"
            label={`Uploading ${sending.name}`}
            percent={sending.percent}
            note={sending.percent >= 100 ? "The server keeps it" : undefined}
            action={
              <IconButton label="Cancel the upload" onClick={cancel}>
                <X aria-hidden />
              </IconButton>
            }
          />
        ) : (
          <>
            <p className="min-w-40 flex-1 text-sm">
              <span className="text-2 max-md:hidden">Drop a video here. </span>
              <span className="text-3">MP4, WebM or MKV, up to 500 MB</span>
            </p>
            <FileButton
              label="Upload a video"
              accept="video/mp4,video/webm,video/x-matroska,.mkv"
              onFiles={([file]) => upload(file)}
              className="max-sm:basis-full"
            />
            <AddressButton
              title="Address of a trailer"
              label="Address of the video"
              hint="A video of YouTube or Vimeo, or a file"
              confirmLabel="Use it"
              add={(url) => addTrailerByAddress({ ...owner, url })}
              onAdded={onAdded}
              className="max-sm:basis-full"
            />
          </>
        )}
      </div>
      {problem && <ErrorState layout="inline" title="The trailer was not taken" description={problem} />}
    </div>
  );
}
