import { type Dice, pick } from '../dice.ts';

const mostOfAKind = 40;

/** The ids, versions and cursors that answers told of: what later calls are made with. */
export class KnownThings {
  private readonly ids = new Map<string, string[]>();
  private readonly cursors: string[] = [];

  /** Notes what an answer of `path` (`/customers/{id}/tags`) holds. */
  learn(path: string, answer: unknown): void {
    const kind = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
    this.walk(kind, answer, 0);
  }

  private walk(kind: string, value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    if (Array.isArray(value)) {
      for (const each of value.slice(0, 10)) this.walk(kind, each, depth + 1);
      return;
    }
    for (const [key, part] of Object.entries(value)) {
      if (key === 'id' && typeof part === 'string') remember(this.kind(kind), part);
      else if (key === 'next' && typeof part === 'string') remember(this.cursors, part);
      else this.walk(key === 'items' ? kind : kebab(key), part, depth + 1);
    }
  }

  private kind(name: string): string[] {
    const list = this.ids.get(name) ?? [];
    this.ids.set(name, list);
    return list;
  }

  /** An id of the kind that a name suggests (`customers`, `customerId`), or of any other kind. */
  id(name: string, dice: Dice): string | undefined {
    const stem = kebab(name.replace(/Ids?$/, ''));
    const kinds = [name, `${stem}s`, stem].filter((each) => this.ids.has(each));
    const list = this.ids.get(kinds[0] ?? '') ?? this.anyKind(dice);
    return list && list.length > 0 ? pick(dice, list) : undefined;
  }

  private anyKind(dice: Dice): string[] | undefined {
    const all = [...this.ids.values()];
    return all.length > 0 ? pick(dice, all) : undefined;
  }

  cursor(dice: Dice): string | undefined {
    return this.cursors.length > 0 ? pick(dice, this.cursors) : undefined;
  }
}

/** The newest stay, so that what was removed is forgotten by and by. */
function remember(list: string[], value: string): void {
  if (list.includes(value)) return;
  list.push(value);
  if (list.length > mostOfAKind) list.splice(1, 1);
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
