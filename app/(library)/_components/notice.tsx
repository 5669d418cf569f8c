import type { ReactNode } from "react";

type NoticeProps = { icon: ReactNode; title: string; action?: ReactNode; children: ReactNode };

/** What a film or series needs from a person, above everything else. */
export function Notice({ icon, title, action, children }: NoticeProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-warning/30 bg-warning-soft px-4 py-3">
      <span aria-hidden className="mt-0.5 self-start text-warning [&_svg]:size-4">
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-medium text-1">{title}</h2>
        <p className="text-2 text-sm">{children}</p>
      </div>
      {action}
    </div>
  );
}
