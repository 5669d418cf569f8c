"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { createSet } from "../actions.ts";

/** Makes a set of one's own, and goes there. */
export function CreateSet() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          New set
        </Button>
      </DialogTrigger>
      {open && <CreateForm onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const router = useRouter();
  const [name, setName] = useState("");
  const [overview, setOverview] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(createSet({ name, overview }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      router.push(`/collections/${result.data.collectionId}`);
    });
  }

  return (
    <DialogContent
      title="New set"
      description="A set of your own. Add films on its page."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={pending} disabled={name.trim() === ""}>
            Create
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={problem}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={300}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <Field label="Overview" optional>
          {(control) => (
            <Textarea {...control} value={overview} onChange={(event) => setOverview(event.target.value)} />
          )}
        </Field>
      </form>
    </DialogContent>
  );
}
