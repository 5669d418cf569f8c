"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoicePreviewView } from "#app/_components/artwork-preview/choice-preview.tsx";
import { useChoicePreview } from "#app/_components/artwork-preview/use-choice-preview.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { artworkFacts, isMovieArtworkType, movieArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { filmsText } from "../../_components/texts.ts";
import { chooseBestArtwork, previewBestArtwork } from "../artwork-actions.ts";

type Props = { movieIds: readonly number[]; onClose: () => void };

const filmsPerPage = 200;
const everyType = "all";
const typeChoices = [
  { value: everyType, label: "Every type" },
  ...movieArtworkTypes.map((type) => ({ value: type, label: artworkFacts[type].label })),
];

/** Chooses the best artwork of many films as one command, and shows what that would change first. */
export function BulkArtworkDialog({ movieIds, onClose }: Props) {
  const router = useRouter();
  const missingId = useId();
  const [type, setType] = useState<string>(everyType);
  const [onlyMissing, setOnlyMissing] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const { state, start, stop } = useChoicePreview();
  const scope = { types: isMovieArtworkType(type) ? [type] : null, onlyMissing };

  const preview = () =>
    void start({
      first: 0,
      load: async (from: number) => {
        const page = movieIds.slice(from, from + filmsPerPage);
        const answer = await previewBestArtwork({ ...scope, movieIds: page });
        if (!answer.ok) return answer;
        const next = from + page.length < movieIds.length ? from + page.length : undefined;
        return { ok: true, data: { found: answer.data, looked: page.length, total: movieIds.length, next } };
      },
    });

  const choose = () =>
    startTransition(async () => {
      const answer = await answered(chooseBestArtwork({ ...scope, movieIds: [...movieIds] }));
      if (!answer.ok) {
        setProblem(answer.error.message);
        return;
      }
      onClose();
      toastDone(`The artwork of ${filmsText(movieIds.length)} is being chosen`, {
        description: "A job does it. It can be cancelled, and taken back as one.",
      });
      router.push(`/activity/${answer.data.jobId}`);
    });

  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <DialogContent
        width="lg"
        title={`Artwork of ${filmsText(movieIds.length)}`}
        description="Chooses the best pictures by score. Locked types stay as they are."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button onClick={preview} disabled={pending || state.status === "looking"}>
              See what changes
            </Button>
            <Button variant="primary" pending={pending} onClick={choose}>
              Choose the best
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <Field label="Type">
            {(control) => (
              <Select
                {...control}
                options={typeChoices}
                value={type}
                onValueChange={(next) => {
                  setType(next);
                  stop();
                }}
              />
            )}
          </Field>
          <label htmlFor={missingId} className="flex min-h-8 items-center gap-2 text-1 text-sm touch:min-h-11">
            <Checkbox
              id={missingId}
              checked={onlyMissing}
              onCheckedChange={(checked) => {
                setOnlyMissing(checked === true);
                stop();
              }}
            />
            Only where nothing is chosen yet
          </label>
          <ChoicePreviewView state={state} />
          {problem && <ErrorState layout="inline" title="Nothing was changed" description={problem} />}
        </div>
      </DialogContent>
    </Dialog>
  );
}
