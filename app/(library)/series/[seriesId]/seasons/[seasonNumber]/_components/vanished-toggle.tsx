import Link from "next/link";
import { episodesText } from "../../../../../_components/texts.ts";
import { seasonHref } from "../../../_components/names.ts";

type VanishedToggleProps = { seriesId: number; seasonNumber: number; vanished: number; isShown: boolean };

/** Episodes whose file is gone stand in the table only when somebody asks. */
export function VanishedToggle({ seriesId, seasonNumber, vanished, isShown }: VanishedToggleProps) {
  if (vanished === 0) return null;
  const href = seasonHref(seriesId, seasonNumber);
  return (
    <p className="text-2 text-sm">
      {episodesText(vanished)} {vanished === 1 ? "has lost its file." : "have lost their files."}{" "}
      <Link
        href={isShown ? href : `${href}?files=missing`}
        scroll={false}
        className="inline-flex items-center rounded-sm text-accent underline-offset-4 hover:underline touch:min-h-11"
      >
        {isShown ? "Hide" : "Show"} {vanished === 1 ? "it" : "them"}
      </Link>
    </p>
  );
}
