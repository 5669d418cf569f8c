import Link from "next/link";
import { cachedPicture } from "#components/artwork-source.ts";
import { Picture } from "#components/picture.tsx";
import { initialsOf } from "../../_components/portrait.tsx";
import type { Person } from "./person.ts";

/** A person in a grid. */
export function PersonCard({ href, person, eager }: { href: string; person: Person; eager: boolean }) {
  const { name, imageHash, titleCount } = person;
  return (
    <Link href={href} prefetch={false} className="group block min-w-0 rounded-md focus-visible:outline-offset-3">
      <Picture
        picture={imageHash === null ? null : cachedPicture({ hash: imageHash })}
        alt=""
        width={200}
        height={300}
        sizes="(width < 48rem) 30vw, 160px"
        eager={eager}
        className="transition-[filter] group-hover:brightness-110"
        missing={<span className="font-medium text-2 text-2xl">{initialsOf(name)}</span>}
      />
      <span title={name} className="mt-2 block truncate font-medium text-1 text-sm">
        {name}
      </span>
      <span className="block truncate text-3 text-xs">{titleCount === 1 ? "1 title" : `${titleCount} titles`}</span>
    </Link>
  );
}
