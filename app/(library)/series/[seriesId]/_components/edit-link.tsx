import { Pencil } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

type EditLinkProps = {
  href: string;
  /** What is edited, for those who hear the page: "Edit Season 2". */
  label: string;
};

/** The way to a form. */
export function EditLink({ href, label }: EditLinkProps) {
  return (
    <Button asChild className="self-start">
      <Link href={href} aria-label={label}>
        <Pencil aria-hidden />
        <span className="max-md:hidden">Edit</span>
      </Link>
    </Button>
  );
}
