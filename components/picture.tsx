"use client";

import { ImageOff } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import type { PictureSource } from "./artwork-source.ts";
import { cn } from "./cn.ts";
import { thumbhashColor, thumbhashPicture } from "./thumbhash.ts";

export type PictureProps = {
  /** Null when there is none: the missing state keeps the same room. */
  picture: PictureSource | null;
  /** What it shows, such as "Poster of Heat (1995)". Empty when the text beside it says the same. */
  alt: string;
  /** Shape of the frame in any unit; posters 2 by 3, fanart 16 by 9. */
  width: number;
  height: number;
  /** `cover` cuts to fill (posters, fanart), `contain` shows all (logos, clearart). */
  fit?: "cover" | "contain";
  /**
   * How wide it is shown, as CSS sizes, so that the browser takes a file that fits: "(width < 48rem) 45vw, 180px", or
   * "20px" in a table. Without it an upright picture counts as 200 px wide and a wide one as the whole screen.
   */
  sizes?: string;
  /** The first pictures in sight, loaded at once. */
  eager?: boolean;
  /** Shown in the middle of the missing state instead of the icon. */
  missing?: ReactNode;
  /** It takes its time, as one that is read from a library's disk: something moves in its frame until it is there. */
  isSlow?: boolean;
  /** It is there, or cannot be. */
  onSettled?: (() => void) | undefined;
  className?: string;
  /** On top of the picture: marks, checkbox, actions. */
  children?: ReactNode;
};

/** A picture in a fixed frame: thumbhash first, then the picture; the missing state when there is none or it fails. */
export function Picture({
  picture,
  alt,
  width,
  height,
  fit = "cover",
  sizes,
  eager = false,
  missing,
  isSlow = false,
  onSettled,
  className,
  children,
}: PictureProps) {
  const [failedSrc, setFailedSrc] = useState<string>();
  const [settledSrc, setSettledSrc] = useState<string>();
  const imageRef = useRef<HTMLImageElement>(null);
  const shown = picture && picture.src !== failedSrc ? picture : null;
  const src = shown?.src;
  const thumbhash = shown?.thumbhash;

  function settle(of: string, isThere: boolean) {
    if (!isThere) setFailedSrc(of);
    else if (isSlow) setSettledSrc(of);
    onSettled?.();
  }
  const settleEarly = useEffectEvent(settle);

  useEffect(() => {
    const image = imageRef.current;
    if (!image || !src) return;
    if (!image.complete) {
      const blurred = thumbhash ? thumbhashPicture(thumbhash) : undefined;
      if (blurred) image.style.backgroundImage = `url("${blurred}")`;
      return;
    }
    // It came or failed before React was there to hear of it.
    settleEarly(src, image.naturalWidth > 0);
  }, [src, thumbhash]);

  return (
    <div
      className={cn("relative isolate overflow-hidden rounded-md bg-surface-2", className)}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {shown ? (
        // biome-ignore lint/performance/noImgElement: the artwork route makes the sizes; next/image would make them again.
        <img
          ref={imageRef}
          key={shown.src}
          src={shown.src}
          srcSet={shown.srcSet}
          sizes={shown.srcSet ? (sizes ?? (width < height ? "200px" : "100vw")) : undefined}
          alt={alt}
          width={width}
          height={height}
          loading={eager ? "eager" : "lazy"}
          fetchPriority={eager ? "high" : "auto"}
          decoding="async"
          draggable={false}
          onError={() => settle(shown.src, false)}
          onLoad={(event) => {
            event.currentTarget.style.background = "none";
            settle(shown.src, true);
          }}
          className={cn(
            "absolute inset-0 size-full bg-cover bg-center text-transparent",
            fit === "cover" ? "object-cover" : "object-contain",
          )}
          style={thumbhash ? { backgroundColor: thumbhashColor(thumbhash) } : undefined}
        />
      ) : (
        <>
          {alt && <span className="sr-only">{`${alt}: missing`}</span>}
          <div aria-hidden className="absolute inset-0 grid place-items-center text-3">
            {missing ?? <ImageOff className="size-1/5 max-h-6 min-h-4 min-w-4 max-w-6" strokeWidth={1.5} />}
          </div>
        </>
      )}
      {isSlow && shown && settledSrc !== shown.src && (
        <div aria-hidden className="absolute inset-0 animate-pulse bg-surface-3 motion-reduce:animate-none" />
      )}
      {/* A hairline, so that dark pictures end somewhere on a dark page. */}
      <div aria-hidden className="pointer-events-none absolute inset-0 rounded-[inherit] border border-text-1/8" />
      {children}
    </div>
  );
}
