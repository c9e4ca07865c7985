import './kbd.css';

const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Draws keys: `Mod+K` is ⌘ K on a Mac and Ctrl K elsewhere; `g c` is one after the other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="pn-keys">
      {keys.split(/[+ ]/).map((key) => (
        <kbd className="pn-kbd" key={key}>
          {key === 'Mod' ? (onApple ? '⌘' : 'Ctrl') : key}
        </kbd>
      ))}
    </span>
  );
}
