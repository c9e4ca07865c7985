import type { Tag } from '../tags.contract.ts';
import './tags.css';

/** A tag as a word on its quiet colour; the word says it, the colour only helps to find it again. */
export function TagBadge({ tag }: { tag: Pick<Tag, 'name' | 'colour'> }) {
  return (
    <span className="pn-badge tg-badge" data-colour={tag.colour}>
      <span>{tag.name}</span>
    </span>
  );
}

/** The colour of a tag where its name stands beside it. */
export function TagDot({ colour }: Pick<Tag, 'colour'>) {
  return <span className="tg-dot" data-colour={colour} aria-hidden />;
}
