import { Check } from "lucide-react";
import { cachedPicture } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { artworkFacts, artworkTypes } from "#lib/artwork/vocabulary.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import type { SeriesPicture } from "#lib/series/list-pictures.ts";
import { nameOfLanguage } from "../../../_components/format.ts";
import { isSeeThrough, seeThroughClasses } from "../../../_components/see-through.ts";

type PictureShelfProps = {
  /** "Series", "Season 1". */
  owner: string;
  type: SeriesPicture["type"];
  /** The chosen ones first. */
  pictures: readonly SeriesPicture[];
};

/** The pictures of one kind: which is chosen, how large they are, where they come from. */
export function PictureShelf({ owner, type, pictures }: PictureShelfProps) {
  const known = artworkTypes.find((each) => each === type);
  const { label, ideal } = known ? artworkFacts[known] : { label: "Other", ideal: { width: 1, height: 1 } };
  const isWide = ideal.width > ideal.height;
  return (
    <div className="min-w-0">
      <h3 className="font-medium text-1 text-sm">
        {label} <span className="font-normal text-3">{pictures.length}</span>
      </h3>
      <ul
        className={cn(
          "mt-3 grid gap-4",
          isWide
            ? "grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))]"
            : "grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))]",
        )}
      >
        {pictures.map((picture, index) => (
          <li key={picture.candidateId} className="min-w-0">
            <ShelfPicture picture={picture} ideal={ideal} name={`${label} ${index + 1} of ${owner}`} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ShelfPictureProps = { picture: SeriesPicture; ideal: { width: number; height: number }; name: string };

function ShelfPicture({ picture, ideal, name }: ShelfPictureProps) {
  const { hash, thumbhash, isSelected, type, provider, language } = picture;
  const [width, height] = [picture.cachedWidth ?? picture.width, picture.cachedHeight ?? picture.height];
  const hasHoles = isSeeThrough(type);
  const facts = [
    width === null || height === null ? "Size unknown" : `${width} × ${height}`,
    [provider === "user" ? "Yours" : labelOfSource(provider), language && nameOfLanguage(language)]
      .filter(Boolean)
      .join(" · "),
  ];
  return (
    <>
      <Picture
        picture={
          hash === null
            ? { src: `/api/artwork/candidate/${picture.candidateId}` }
            : cachedPicture({ hash, thumbhash: hasHoles ? null : thumbhash })
        }
        alt={name}
        width={width ?? ideal.width}
        height={height ?? ideal.height}
        fit="contain"
        sizes={ideal.width > ideal.height ? "(width < 48rem) 90vw, 400px" : "(width < 48rem) 45vw, 200px"}
        className={cn(
          isSelected && "ring-2 ring-accent-text ring-offset-2 ring-offset-background",
          picture.isBlocked && "opacity-40",
          hasHoles && seeThroughClasses,
        )}
      >
        {isSelected && (
          <Badge className="absolute top-2 left-2 bg-accent text-on-fill">
            <Check aria-hidden />
            Chosen
          </Badge>
        )}
      </Picture>
      <p className="mt-2 text-2 text-xs">
        {facts.map((fact) => (
          <span key={fact} title={fact} className="block truncate">
            {fact}
          </span>
        ))}
      </p>
    </>
  );
}
