import type { ReactNode } from 'react';

/** One setting: its name, one sentence of consequence, and the control beside it. */
export function Setting({
  name,
  consequence,
  children,
}: {
  name: string;
  consequence: string;
  children: ReactNode;
}) {
  return (
    <div className="ad-setting">
      <div>
        <strong>{name}</strong>
        <span className="ad-setting-note">{consequence}</span>
      </div>
      <div>{children}</div>
    </div>
  );
}
