import { Star } from "lucide-react";
import { formatCount, formatRating, nameOfRating } from "./format.ts";

export type RatingListProps = {
  ratings: readonly { source: string; value: number; max: number; votes: number | null }[];
};

/** Ratings by who rates, the one that counts first. */
export function RatingList({ ratings }: RatingListProps) {
  if (ratings.length === 0) return null;
  return (
    <section aria-label="Ratings">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {ratings.map((rating, index) => (
          <div key={rating.source}>
            <dt className="text-3 text-xs">{nameOfRating(rating.source)}</dt>
            <dd className="flex items-baseline gap-1.5">
              {index === 0 && <Star aria-hidden className="size-3.5 self-center fill-current text-lock" />}
              <span className="font-semibold text-1 text-lg">{formatRating(rating)}</span>
              {rating.votes !== null && <span className="text-3 text-xs">{formatCount(rating.votes)} votes</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
