import { CopyPath } from "#components/copy-path.tsx";

/** A secret, the one time it can be seen. */
export function SecretBox({ secret, sentence }: { secret: string; sentence: string }) {
  return (
    <div role="status" className="grid gap-2 rounded-lg border border-positive/30 bg-positive/12 p-4">
      <p className="font-medium text-1">{sentence}</p>
      <CopyPath path={secret} label="secret" />
    </div>
  );
}
