"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { type Frame, largestFrame, moveFrame, pixelsOf, type Size, scaleFrame } from "./crop-shape.ts";

export type CropDialogProps = {
  /** What is cut; the caller closes it. */
  bitmap: ImageBitmap;
  fileType: string;
  /** "Poster". */
  label: string;
  ideal: Size;
  /** Undefined: the picture as it is. */
  onDecide: (cropped: Blob | undefined) => void;
  /** Nothing is uploaded. */
  onClose: () => void;
};

const stepShare = 0.02;
const steps: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -stepShare, y: 0 },
  ArrowRight: { x: stepShare, y: 0 },
  ArrowUp: { x: 0, y: -stepShare },
  ArrowDown: { x: 0, y: stepShare },
};

/** Offers to cut a picture to the shape of its type before it is uploaded. */
export function CropDialog({ bitmap, fileType, label, ideal, onDecide, onClose }: CropDialogProps) {
  const size = { width: bitmap.width, height: bitmap.height };
  const [frame, setFrame] = useState(() => largestFrame(size, ideal));
  const [scale, setScale] = useState(1);
  const [isCutting, setIsCutting] = useState(false);
  const sliderId = useId();
  const cut = pixelsOf(frame, size);

  async function crop() {
    setIsCutting(true);
    onDecide(await cutOut(bitmap, cut, fileType));
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Cut it to shape?"
        description={`It is ${size.width} × ${size.height}; ${label.toLowerCase()}s look best at ${ideal.width} × ${ideal.height}. Move the frame to what should stay.`}
        width="lg"
        footer={
          <>
            <Button onClick={() => onDecide(undefined)}>Use as it is</Button>
            <Button variant="primary" pending={isCutting} onClick={() => void crop()}>
              Cut and use
            </Button>
          </>
        }
      >
        <CropArea bitmap={bitmap} frame={frame} onMove={(by) => setFrame((before) => moveFrame(before, by))} />
        <div className="mt-4 flex items-center gap-3 text-sm">
          <label htmlFor={sliderId} className="text-2">
            Size of the frame
          </label>
          <input
            id={sliderId}
            type="range"
            min={20}
            max={100}
            value={Math.round(scale * 100)}
            onChange={(event) => {
              const next = Number(event.target.value) / 100;
              setScale(next);
              setFrame((before) => scaleFrame(before, { size, ideal, scale: next }));
            }}
            className="h-8 min-w-0 flex-1 accent-accent touch:h-11"
          />
          <output htmlFor={sliderId} className="min-w-24 text-right text-2 tabular-nums">
            {cut.width} × {cut.height}
          </output>
        </div>
      </DialogContent>
    </Dialog>
  );
}

type CropAreaProps = { bitmap: ImageBitmap; frame: Frame; onMove: (by: { x: number; y: number }) => void };

function CropArea({ bitmap, frame, onMove }: CropAreaProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number }>(undefined);
  const { width, height } = bitmap;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    // No larger than it is shown: a picture may have forty million pixels.
    const factor = Math.min(1, 1400 / Math.max(width, height));
    element.width = Math.round(width * factor);
    element.height = Math.round(height * factor);
    element.getContext("2d")?.drawImage(bitmap, 0, 0, element.width, element.height);
  }, [bitmap, width, height]);

  function drag(event: PointerEvent<HTMLButtonElement>) {
    const box = canvas.current?.getBoundingClientRect();
    if (!last.current || !box) return;
    onMove({ x: (event.clientX - last.current.x) / box.width, y: (event.clientY - last.current.y) / box.height });
    last.current = { x: event.clientX, y: event.clientY };
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    onMove(step);
  }

  const percent = (share: number) => `${share * 100}%`;
  return (
    <div className="grid place-items-center rounded-md bg-surface-2 p-2">
      <div
        className="relative max-w-full overflow-hidden"
        style={{ aspectRatio: `${width} / ${height}`, width: `min(100%, calc(52dvh * ${width / height}))` }}
      >
        <canvas ref={canvas} className="block size-full" />
        <button
          type="button"
          aria-label="Frame: move it with the arrow keys or drag it"
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            last.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={drag}
          onPointerUp={() => {
            last.current = undefined;
          }}
          onPointerCancel={() => {
            last.current = undefined;
          }}
          className="absolute cursor-move touch-none border-2 border-on-fill shadow-[0_0_0_9999px_oklch(0_0_0/0.6)] focus-visible:outline-offset-[-6px]"
          style={{
            left: percent(frame.x),
            top: percent(frame.y),
            width: percent(frame.width),
            height: percent(frame.height),
          }}
        >
          <span
            aria-hidden
            className="absolute inset-0 bg-[linear-gradient(to_right,transparent_33.2%,oklch(1_0_0/0.5)_33.3%,transparent_33.5%,transparent_66.5%,oklch(1_0_0/0.5)_66.6%,transparent_66.8%),linear-gradient(to_bottom,transparent_33.2%,oklch(1_0_0/0.5)_33.3%,transparent_33.5%,transparent_66.5%,oklch(1_0_0/0.5)_66.6%,transparent_66.8%)]"
          />
        </button>
      </div>
    </div>
  );
}

/** Pictures without a loss stay so, and see-through ones see-through. */
const kept: readonly string[] = ["image/png", "image/webp"];
const quality = 0.95;

async function cutOut(bitmap: ImageBitmap, frame: Frame, fileType: string): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = frame.width;
  canvas.height = frame.height;
  const { x, y, width, height } = frame;
  canvas.getContext("2d")?.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
  const type = kept.includes(fileType) ? fileType : "image/jpeg";
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), type, quality));
}
