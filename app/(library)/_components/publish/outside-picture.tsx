"use client";

import { useState } from "react";
import { cachedPicture, type PictureSource } from "#components/artwork-source.ts";
import { Picture } from "#components/picture.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { isSeeThrough } from "#lib/artwork/vocabulary.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { seeThroughClasses } from "../see-through.ts";
import type { ShownToDecide } from "./show-to-decide.ts";
import { useDecide } from "./use-decide.ts";

type PictureToDecide = Extract<ShownToDecide, { kind: "picture" }>;

const messages = {
  take: { title: "The picture is Metarr's now", description: "It is chosen and locked." },
  replace: { title: "Metarr's picture is put back", description: "The other one goes to the recycle bin." },
} as const;

type Props = { unit: UnitRef; toDecide: PictureToDecide; onDecided?: (() => void) | undefined };

/** A picture that somebody put in the place of Metarr's, beside that: a person chooses. */
export function OutsidePicture({ unit, toDecide, onDecided }: Props) {
  const { path, label, reason, mayTake, type, ours } = toDecide;
  const { decide, pending } = useDecide({ unit, path, messages, onDecided });
  const [isSeen, setIsSeen] = useState(false);
  const shape = ours ?? { width: 2, height: 3 };
  const width = Math.min(280, Math.round((shape.width / shape.height) * 240));
  const classes = isSeeThrough(type) ? seeThroughClasses : "";
  return (
    <Card>
      <CardHeader
        title={`${label} was replaced outside Metarr`}
        description={mayTake ? `${nameOf(path)} stays as it is until you decide.` : `${nameOf(path)}. ${reason}.`}
      />
      <div className="flex flex-wrap gap-6 px-4 pt-4">
        <Side
          caption="In the folder"
          alt={`${label} in the folder`}
          width={width}
          shape={shape}
          className={classes}
          onSettled={() => setIsSeen(true)}
        >
          {theirs(unit, path)}
        </Side>
        <Side caption="Metarr's" alt={`${label} of Metarr`} width={width} shape={shape} className={classes}>
          {ours && cachedPicture({ hash: ours.hash, thumbhash: classes ? null : ours.thumbhash })}
        </Side>
      </div>
      <div className="flex flex-wrap gap-2 p-4">
        {mayTake && (
          <Button
            variant="primary"
            pending={pending === "take"}
            disabled={pending !== undefined || !isSeen}
            onClick={() => decide("take")}
            className="max-md:w-full"
          >
            Use this picture
          </Button>
        )}
        <Button
          variant={mayTake ? "secondary" : "primary"}
          pending={pending === "replace"}
          disabled={pending !== undefined}
          onClick={() => decide("replace")}
          className="max-md:w-full"
        >
          Put Metarr's back
        </Button>
      </div>
    </Card>
  );
}

type SideProps = {
  caption: string;
  alt: string;
  width: number;
  shape: { width: number; height: number };
  className: string;
  /** Of a picture that is read from the folder and takes its time. */
  onSettled?: () => void;
  children: PictureSource | null;
};

function Side({ caption, alt, width, shape, className, onSettled, children }: SideProps) {
  return (
    <figure className="min-w-0 flex-1" style={{ maxWidth: width, minWidth: Math.min(width, 112) }}>
      <Picture
        picture={children}
        alt={alt}
        width={shape.width}
        height={shape.height}
        fit="contain"
        sizes={`${width}px`}
        missing={<span className="px-2 text-center text-xs">It cannot be shown</span>}
        className={className}
        eager={onSettled !== undefined}
        isSlow={onSettled !== undefined}
        onSettled={onSettled}
      />
      <figcaption className="mt-1 text-3 text-xs">{caption}</figcaption>
    </figure>
  );
}

/** The file as it lies there now. */
function theirs({ entityType, entityId }: UnitRef, path: string): PictureSource {
  const query = new URLSearchParams({ entityType, entityId: String(entityId), path });
  return { src: `/api/publish/outside?${query}` };
}

const nameOf = (path: string) => path.split("/").at(-1) ?? path;
