import { artworkUrl } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";

type PortraitProps = {
  name: string;
  /** SHA-256 of the cached portrait; null shows the initials. */
  imageHash: string | null;
  className?: string;
};

/** A round headshot. The name stands beside it, so nothing is announced twice. */
export function Portrait({ name, imageHash, className }: PortraitProps) {
  return (
    <Picture
      picture={imageHash === null ? null : { src: artworkUrl(imageHash, 150) }}
      alt=""
      width={1}
      height={1}
      // Portraits are upright, and faces stand in their upper half.
      className={cn("size-16 shrink-0 rounded-full font-medium text-lg [&_img]:object-top", className)}
      missing={<span className="text-2">{initialsOf(name)}</span>}
    />
  );
}

/** First letters of the first and the last word, in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => [...(word ?? "")][0] ?? "").join("");
}
