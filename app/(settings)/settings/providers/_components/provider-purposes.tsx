import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { purposesOf } from "./describe-provider.ts";
import { Fact } from "./fact.tsx";

/** What a provider is asked for. */
export function ProviderPurposes({ provider }: { provider: ProviderName }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      {purposesOf(provider).map(({ label, kinds }) => (
        <Fact key={label} label={label}>
          {kinds}
        </Fact>
      ))}
    </dl>
  );
}
