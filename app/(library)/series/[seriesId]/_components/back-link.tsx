import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";

/** The way to the page above this one. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="ghost" className="-ml-3 justify-self-start">
      <Link href={href}>
        <ChevronLeft aria-hidden />
        {label}
      </Link>
    </Button>
  );
}
