import { ArrowRight } from "lucide-react";
import { cachedPicture } from "#components/artwork-source.ts";
import { Picture } from "#components/picture.tsx";
import { isSeeThrough } from "#lib/artwork/vocabulary.ts";
import { seeThroughClasses } from "../see-through.ts";
import { typeOfKind } from "./kind-label.ts";
import type { PicturePair } from "./read-publish-page.ts";

/** Pictures that change, with what is published of them now. `count`: with those that are not shown. */
export function PicturePairs({ count, pairs }: { count: number; pairs: readonly PicturePair[] }) {
  return (
    <section aria-labelledby="pictures-heading">
      <h2 id="pictures-heading" className="mb-3 font-medium text-1 text-lg">
        Pictures
      </h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-6">
        {pairs.map(({ path, kind, label, before, after, missing }) => {
          const type = typeOfKind(kind);
          const width = Math.min(220, Math.round((after.width / after.height) * 160));
          return (
            <li key={path} className="min-w-0">
              <p className="mb-2 text-2 text-sm">{label}</p>
              <div className="flex items-center gap-3">
                <Side
                  caption="On disk"
                  alt={before ? `${label} on disk now` : ""}
                  width={width}
                  of={after}
                  type={type}
                  hash={before}
                  missing={missing === "foreign" ? "Another file" : "None yet"}
                />
                <ArrowRight aria-hidden className="size-4 shrink-0 text-3" />
                <Side
                  caption="After"
                  alt={`${label} after publishing`}
                  width={width}
                  of={after}
                  type={type}
                  hash={after}
                />
              </div>
            </li>
          );
        })}
      </ul>
      {count > pairs.length && (
        <p className="mt-4 text-3 text-sm">{`${(count - pairs.length).toLocaleString("en")} more change. The list above names them.`}</p>
      )}
    </section>
  );
}

type SideProps = {
  caption: string;
  alt: string;
  /** In pixels. */
  width: number;
  of: { width: number; height: number };
  type: string;
  hash: { hash: string; thumbhash: string | null } | null;
  /** Stands there when there is no picture to show. */
  missing?: string;
};

function Side({ caption, alt, width, of, type, hash, missing }: SideProps) {
  const hasHoles = isSeeThrough(type);
  return (
    <figure className="min-w-0 flex-1" style={{ maxWidth: width, minWidth: Math.min(width, 96) }}>
      <Picture
        picture={hash && cachedPicture({ hash: hash.hash, thumbhash: hasHoles ? null : hash.thumbhash })}
        alt={alt}
        width={of.width}
        height={of.height}
        fit="contain"
        sizes={`${width}px`}
        missing={<span className="text-xs">{missing}</span>}
        className={hasHoles && hash ? seeThroughClasses : ""}
      />
      <figcaption className="mt-1 text-3 text-xs">{caption}</figcaption>
    </figure>
  );
}
