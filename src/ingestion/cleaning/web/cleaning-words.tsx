import { useRules } from './use-rules.ts';

/** Why cleaning changed a value, and what it could not read, wherever a page tells where a value came from. */
export function Panel({ rules, problem }: { rules: string[]; problem: string | null }) {
  const { titleOf } = useRules();
  const codes = problem ? [...rules, problem] : rules;
  return (
    <ul className="or-reasons">
      {codes.map((code) => (
        <li key={code}>{titleOf(code)}</li>
      ))}
    </ul>
  );
}
