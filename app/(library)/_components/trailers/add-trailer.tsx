"use client";

import { Link2, Upload, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, type FormEvent, useId, useRef, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cn } from "#components/cn.ts";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { TrailerChooser } from "#lib/trailers/owners.ts";
import { addTrailerByAddress } from "../../trailer-actions.ts";
import { uploadTrailer } from "./upload-trailer.ts";

type AddTrailerProps = { owner: TrailerChooser; onAdded: () => void };

/** Brings a trailer of one's own: drop a video, choose a file, or paste an address. */
export function AddTrailer(props: AddTrailerProps) {
  const inputId = useId();
  const [isOver, setIsOver] = useState(false);
  const { running, problem, upload, cancel } = useUpload(props);

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
        {running ? (
          <ProgressLine
            className="min-w-0 flex-1"
            label={`Uploading ${running.name}`}
            percent={running.percent}
            note={running.percent >= 100 ? "The server keeps it" : undefined}
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
            <input
              id={inputId}
              type="file"
              accept="video/mp4,video/webm,video/x-matroska,.mkv"
              className="peer sr-only"
              onChange={(event) => {
                upload(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
            <Button
              asChild
              className="peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text max-sm:basis-full"
            >
              <label htmlFor={inputId}>
                <Upload aria-hidden />
                Upload a video
              </label>
            </Button>
            <AddressButton {...props} />
          </>
        )}
      </div>
      {problem && <ErrorState layout="inline" title="The trailer was not taken" description={problem} />}
    </div>
  );
}

function useUpload({ owner, onAdded }: AddTrailerProps) {
  const [running, setRunning] = useState<{ name: string; percent: number }>();
  const [problem, setProblem] = useState<string>();
  const abort = useRef<AbortController>(undefined);
  const router = useRouter();

  async function upload(file: File | undefined) {
    if (!file || running) return;
    const { name } = file;
    setProblem(undefined);
    setRunning({ name, percent: 0 });
    abort.current = new AbortController();
    const onProgress = (percent: number) => setRunning({ name, percent });
    const answer = await uploadTrailer({ owner, file, onProgress, signal: abort.current.signal });
    setRunning(undefined);
    if ("problem" in answer) setProblem(answer.problem);
    else if ("candidateId" in answer) {
      onAdded();
      router.refresh();
    }
  }

  return { running, problem, upload, cancel: () => abort.current?.abort() };
}

function AddressButton({ owner, onAdded }: AddTrailerProps) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(addTrailerByAddress({ ...owner, url }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setOpen(false);
      setUrl("");
      onAdded();
    });
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="max-sm:basis-full">
          <Link2 aria-hidden />
          Paste an address
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Address of a trailer">
        <form onSubmit={submit} noValidate className="grid gap-3">
          <Field label="Address of the video" hint="A video of YouTube or Vimeo, or a file" error={problem}>
            {(control) => (
              <Input
                {...control}
                type="url"
                placeholder="https://"
                value={url}
                onChange={(event) => {
                  setUrl(event.target.value);
                  setProblem(undefined);
                }}
              />
            )}
          </Field>
          <Button type="submit" pending={pending} disabled={url === ""}>
            Use it
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
