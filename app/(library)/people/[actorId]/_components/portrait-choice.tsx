"use client";

import { Check, Link2, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState, useTransition } from "react";
import { z } from "zod";
import { answered } from "#app/_components/answered.ts";
import { artworkUrl } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Picture } from "#components/picture.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { takePersonBack } from "../../_components/take-person-back.ts";
import { choosePicture } from "../../actions.ts";
import { offerPortraitByAddress } from "../../portrait-actions.ts";
import type { PersonPage } from "../queries.ts";

type PortraitChoiceProps = Pick<PersonPage, "person" | "pictures"> & { lock: ReactNode; onChosen: () => void };

/** The pictures that are kept of a person, and ways to bring another one. What is chosen or brought is locked. */
export function PortraitChoice({ person, pictures, lock, onChosen }: PortraitChoiceProps) {
  const { pending, problem, choose, upload, take } = usePortraits(person.actorId, onChosen);
  const [url, setUrl] = useState("");
  const inputId = useId();
  return (
    <section aria-labelledby="portrait" className="mt-6 grid gap-3">
      <div className="flex items-center justify-between gap-2">
        <h3 id="portrait" className="font-medium text-2 text-sm">
          Portrait
        </h3>
        {lock}
      </div>
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-3">
          {pictures.map(({ cacheFileId, hash }, index) => {
            const isShown = hash === person.imageHash;
            return (
              <li key={cacheFileId}>
                <button
                  type="button"
                  aria-pressed={isShown}
                  aria-label={`Portrait ${index + 1}`}
                  disabled={pending}
                  onClick={() => choose(isShown ? null : cacheFileId)}
                  className={cn(
                    "block rounded-md",
                    isShown && "ring-2 ring-accent-text ring-offset-2 ring-offset-surface-1",
                  )}
                >
                  <Picture picture={{ src: artworkUrl(hash, 150) }} alt="" width={200} height={300} className="w-20">
                    {isShown && (
                      <span className="absolute right-1 bottom-1 grid size-5 place-items-center rounded-full bg-accent text-on-fill">
                        <Check aria-hidden className="size-3" strokeWidth={3} />
                      </span>
                    )}
                  </Picture>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={inputId}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          className="peer sr-only"
          disabled={pending}
          onChange={(event) => {
            upload(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button asChild className="peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text">
          <label htmlFor={inputId}>
            <Upload aria-hidden />
            Upload a portrait
          </label>
        </Button>
        <div className="flex min-w-0 flex-1 gap-2 max-md:basis-full">
          <Input
            type="url"
            aria-label="Address of a portrait"
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <Button pending={pending} disabled={url === ""} onClick={() => take(url, () => setUrl(""))}>
            <Link2 aria-hidden />
            Take it
          </Button>
        </div>
      </div>
      {problem && <ErrorState layout="inline" title="The portrait was not taken" description={problem} />}
    </section>
  );
}

const refused = z.object({ message: z.string() });

function usePortraits(actorId: number, onChosen: () => void) {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function settle(failure: string | undefined, done: () => void) {
    setProblem(failure);
    if (failure !== undefined) return;
    done();
    onChosen();
    router.refresh();
  }

  function choose(cacheFileId: number | null) {
    startTransition(async () => {
      const result = await answered(choosePicture({ actorId, cacheFileId }));
      settle(result.ok ? undefined : result.error.message, () => {
        const changeIds = result.ok ? result.data.changeIds : [];
        toastDone(cacheFileId === null ? "No portrait is shown" : "Another portrait is shown", {
          onUndo: () => takePersonBack(changeIds).then(() => router.refresh()),
        });
      });
    });
  }

  const told = () => toastDone("The portrait is on its way", { description: "It is shown as soon as it was checked." });

  function take(url: string, done: () => void) {
    startTransition(async () => {
      const result = await answered(offerPortraitByAddress({ actorId, url }));
      settle(result.ok ? undefined : result.error.message, () => {
        told();
        done();
      });
    });
  }

  function upload(file: File | undefined) {
    if (file === undefined) return;
    startTransition(async () => settle(await sendPortrait(actorId, file), told));
  }

  return { pending, problem, choose, upload, take };
}

/** Undefined when the server took it, else why not. */
async function sendPortrait(actorId: number, file: File): Promise<string | undefined> {
  try {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await fetch(`/api/people/${actorId}/portrait`, { method: "POST", headers, body: file });
    if (answer.ok) return undefined;
    const said = refused.safeParse(await answer.json());
    return said.success ? said.data.message : "The server refused it without saying why.";
  } catch {
    return `"${file.name}" did not reach the server. Check the connection, and try again.`;
  }
}
