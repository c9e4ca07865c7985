import { Fragment, type ReactNode } from 'react';

/**
 * A sentence whose parts are controls: `[when] [measure] [compared]`. Where each stands is the language's choice; a part
 * that is not given leaves with the words that stand with it in `{…}`.
 */
export function Sentence({ pattern, parts }: { pattern: string; parts: Record<string, ReactNode> }) {
  const pieces = pattern.split(/(\{[^}]*\}|\[\w+\])/).flatMap((piece) => {
    if (!piece.startsWith('{')) return [piece];
    const inner = piece.slice(1, -1).split(/(\[\w+\])/);
    const isGiven = inner.every((each) => !isPart(each) || given(parts, each));
    return isGiven ? inner : [];
  });
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: words between parts have no identity; parts have their name
    if (!isPart(piece)) return <Word key={index} text={piece} />;
    return <Fragment key={piece}>{given(parts, piece)}</Fragment>;
  });
}

function Word({ text }: { text: string }) {
  return text.trim() ? <span className="rb-word">{text.trim()}</span> : null;
}

const isPart = (piece: string) => /^\[\w+\]$/.test(piece);
const given = (parts: Record<string, ReactNode>, piece: string) => parts[piece.slice(1, -1)];
