import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { Series } from "#lib/series/get-series.ts";
import { Notice } from "../../../_components/notice.tsx";
import { IdentifyButton } from "./identify-button.tsx";

/** What a series needs whose identity is not settled. */
export function IdentityNotice({ show, mayEdit }: { show: Series; mayEdit: boolean }) {
  const { id: seriesId, title, year, tmdbId, tvdbId } = show;
  const named = { seriesId, title, year, tmdbId, tvdbId };
  if (show.unlisted) {
    return (
      <Notice
        icon={<CircleHelp />}
        title="In no database"
        action={mayEdit && <IdentifyButton show={named} label="Identify" />}
      >
        Somebody said that no database has this series. Metarr asks no more who it is.
      </Notice>
    );
  }
  if (show.identificationStatus !== "needs_identification") return null;
  return (
    <Notice
      icon={<CircleHelp />}
      title="Which series is this?"
      action={
        mayEdit && (
          <div className="flex flex-wrap gap-2">
            <IdentifyButton show={named} label="Identify" variant="primary" />
            <Button asChild>
              <Link href="/review">Review queue</Link>
            </Button>
          </div>
        )
      }
    >
      {mayEdit
        ? (show.identificationReasons ?? ["Metarr is not sure."]).join(" ")
        : "Metarr is not sure. An editor can say which series it is."}
    </Notice>
  );
}
