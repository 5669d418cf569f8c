"use client";

import { CopyPath } from "#components/copy-path.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { RecycledFileRow } from "./recycled-file.ts";
import { RecycledSides } from "./recycled-sides.tsx";

type TakenDialogProps = {
  /** Files in whose place something else lies by now. The first is asked about. */
  taken: readonly RecycledFileRow[];
  pending: boolean;
  onReplace: (files: readonly RecycledFileRow[]) => void;
  onLeave: (files: readonly RecycledFileRow[]) => void;
};

/** Asks before a file is put back in the place of another, and shows both. */
export function TakenDialog({ taken, pending, onReplace, onLeave }: TakenDialogProps) {
  const [file, ...others] = taken;
  return (
    <Dialog open={file !== undefined} onOpenChange={(open) => !open && onLeave(taken)}>
      {file && (
        <DialogContent
          title="Replace the file that is there?"
          description="Another file lies at this place by now. It goes to the recycle bin itself, so nothing is lost."
          width="lg"
          footer={
            <>
              {others.length > 0 && (
                <Button pending={pending} onClick={() => onReplace(taken)}>
                  {`Replace all ${taken.length}`}
                </Button>
              )}
              <Button onClick={() => onLeave([file])}>Leave it</Button>
              <Button variant="primary" pending={pending} onClick={() => onReplace([file])}>
                Replace it
              </Button>
            </>
          }
        >
          <div className="grid gap-4">
            <CopyPath path={file.originalPath} />
            <RecycledSides key={file.recycleId} recycleId={file.recycleId} />
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}
