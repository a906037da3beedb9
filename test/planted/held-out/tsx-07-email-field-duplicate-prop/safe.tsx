import { useState, type ChangeEvent } from "react";

type EmailFieldProps = {
  value: string;
  onChange: (value: string) => void;
  onCommit: (value: string) => void;
};

export function EmailField({ value, onChange, onCommit }: EmailFieldProps) {
  const [touched, setTouched] = useState(false);
  const invalid = touched && !/^\S+@\S+$/.test(value);

  return (
    <div className="field">
      <input
        type="email"
        value={value}
        onBlur={() => {
          setTouched(true);
          onCommit(value);
        }}
        onChange={(e: ChangeEvent<HTMLInputElement>) => onChange(e.target.value)}
        aria-invalid={invalid}
      />
      {invalid && <small role="alert">Enter a valid e-mail address</small>}
    </div>
  );
}
