"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { emptyDraft } from "./channel-draft.ts";
import { ChannelForm } from "./channel-form.tsx";
import type { LibraryChoice } from "./event-choices.tsx";

/** Opens the form of a new channel. */
export function AddChannel({ libraries }: { libraries: readonly LibraryChoice[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          Add channel
        </Button>
      </DialogTrigger>
      <DialogContent width="lg" title="Add a channel" description="Where to, and what it is told of.">
        <ChannelForm initial={emptyDraft()} libraries={libraries} onSaved={() => setIsOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
