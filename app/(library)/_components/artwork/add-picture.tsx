"use client";

import { Link2, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, type FormEvent, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cn } from "#components/cn.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { addPictureByAddress } from "../../artwork-actions.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";
import { uploadPicture } from "./upload-picture.ts";

export type AddPictureProps = {
  owner: ArtworkOwner;
  type: MovieArtworkType;
  label: string;
  onAdded: (candidateId: number) => void;
};

/** Brings a picture of one's own: drop it, choose a file, or paste its address. */
export function AddPicture(props: AddPictureProps) {
  const inputId = useId();
  const [isOver, setIsOver] = useState(false);
  const { uploading, problem, upload } = useUpload(props);

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
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-dashed px-4 py-3 transition-colors",
          isOver ? "border-accent-text bg-accent-soft" : "border-border-strong",
        )}
      >
        <p role="status" className="min-w-32 flex-1 text-2 text-sm">
          {uploading ? (
            <span className="flex items-center gap-2">
              <Spinner />
              Uploading
            </span>
          ) : (
            <>
              <span className="max-md:hidden">Drop a picture here. </span>
              <span className="text-3">JPEG, PNG or WebP, up to 30 MB</span>
            </>
          )}
        </p>
        <input
          id={inputId}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          className="peer sr-only"
          disabled={uploading}
          onChange={(event) => {
            upload(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button asChild className="peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text">
          <label htmlFor={inputId}>
            <Upload aria-hidden />
            Upload a picture
          </label>
        </Button>
        <AddressButton {...props} />
      </div>
      {problem && <ErrorState layout="inline" title="The picture was not taken" description={problem} />}
    </div>
  );
}

function useUpload({ owner, type, onAdded }: AddPictureProps) {
  const [problem, setProblem] = useState<string>();
  const [uploading, startTransition] = useTransition();
  const router = useRouter();
  function upload(file: File | undefined) {
    if (!file) return;
    setProblem(undefined);
    startTransition(async () => {
      const answer = await uploadPicture({ owner, type, file });
      if ("problem" in answer) setProblem(answer.problem);
      else {
        onAdded(answer.candidateId);
        router.refresh();
      }
    });
  }
  return { uploading, problem, upload };
}

function AddressButton({ owner, type, label, onAdded }: AddPictureProps) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(addPictureByAddress({ ...owner, type, url }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setOpen(false);
      setUrl("");
      onAdded(result.data.candidateId);
    });
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost">
          <Link2 aria-hidden />
          Paste an address
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={`Address of a picture: ${label}`}>
        <form onSubmit={submit} className="grid gap-3">
          <Field label="Address of the picture" error={problem}>
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
            Take it
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
