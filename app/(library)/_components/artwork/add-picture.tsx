"use client";

import { Link2, Upload as UploadIcon, X } from "lucide-react";
import { type FormEvent, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { Upload } from "./use-upload.ts";

export type AddPictureProps = {
  label: string;
  upload: Upload;
  /** Why a pasted address was not taken. */
  pasteProblem: string | undefined;
  addByAddress: (url: string) => Promise<ActionResult<{ candidateId: number }>>;
  onAdded: (candidateId: number) => void;
};

/** Brings a picture of one's own: drop it anywhere, paste it, choose a file, or give its address. */
export function AddPicture({ label, upload, pasteProblem, addByAddress, onAdded }: AddPictureProps) {
  const inputId = useId();
  const { sending } = upload;
  const problem = upload.problem ?? pasteProblem;
  return (
    <div className="mt-3 grid gap-2">
      <div className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-border-strong border-dashed px-4 py-2.5">
        {sending ? (
          <ProgressLine
            label={`Uploading ${sending.name}`}
            percent={sending.percent}
            className="flex-1"
            action={
              <Button variant="ghost" onClick={upload.cancel}>
                <X aria-hidden />
                Cancel
              </Button>
            }
          />
        ) : (
          <>
            <p className="min-w-32 flex-1 text-2 text-sm max-md:basis-full">
              <span className="max-md:hidden">Drop a picture on this page or paste one. </span>
              <span className="text-3">JPEG, PNG or WebP, up to 30 MB</span>
            </p>
            <input
              id={inputId}
              type="file"
              accept="image/jpeg,image/png,image/webp"
              className="peer sr-only"
              onChange={(event) => {
                upload.bring([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
            <Button
              asChild
              className="peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text max-md:flex-1 max-md:px-2"
            >
              <label htmlFor={inputId}>
                <UploadIcon aria-hidden />
                Upload a picture
              </label>
            </Button>
            <AddressButton label={label} addByAddress={addByAddress} onAdded={onAdded} />
          </>
        )}
      </div>
      {problem && <ErrorState layout="inline" title="The picture was not taken" description={problem} />}
    </div>
  );
}

function AddressButton({ label, addByAddress, onAdded }: Pick<AddPictureProps, "label" | "addByAddress" | "onAdded">) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(addByAddress(url));
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
        <Button variant="ghost" className="max-md:flex-1 max-md:px-2">
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
