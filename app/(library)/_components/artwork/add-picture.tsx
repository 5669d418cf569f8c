"use client";

import { X } from "lucide-react";
import type { ActionResult } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { Button } from "#components/ui/button.tsx";
import { AddressButton } from "../address-button.tsx";
import { FileButton } from "../file-button.tsx";
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
            <FileButton
              label="Upload a picture"
              accept="image/jpeg,image/png,image/webp"
              onFiles={upload.bring}
              className="max-md:flex-1 max-md:px-2"
            />
            <AddressButton
              title={`Address of a picture: ${label}`}
              label="Address of the picture"
              confirmLabel="Take it"
              add={addByAddress}
              onAdded={({ candidateId }) => onAdded(candidateId)}
              variant="ghost"
              className="max-md:flex-1 max-md:px-2"
            />
          </>
        )}
      </div>
      {problem && <ErrorState layout="inline" title="The picture was not taken" description={problem} />}
    </div>
  );
}
