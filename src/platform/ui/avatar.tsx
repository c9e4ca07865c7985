import './avatar.css';
import { initialsOf } from './initials.ts';

export interface AvatarProps {
  name: string;
  kind?: 'person' | 'organisation';
  size?: 'normal' | 'large';
}

/** The initials of a name; the surname where the name is Chinese. Round for persons, square for organisations. */
export function Avatar({ name, kind = 'person', size = 'normal' }: AvatarProps) {
  return (
    <span className="pn-avatar" data-kind={kind} data-size={size} aria-hidden>
      {initialsOf(name, kind)}
    </span>
  );
}
