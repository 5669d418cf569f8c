import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SettingAnchor } from "./setting-anchor.tsx";

type NumberFieldProps = {
  /** Where links to the setting lead. */
  anchor: string;
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** A setting that is one number, as it is typed. */
export function NumberField({ anchor, label, hint, error, value, onChange }: NumberFieldProps) {
  return (
    <SettingAnchor id={anchor}>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-40"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </SettingAnchor>
  );
}
