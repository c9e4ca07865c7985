const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in PostgreSQL's COPY text format; null becomes `\N`. The value must not hold a NUL. */
function copyValue(value: string | null): string {
  if (value === null) return '\\N';
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => escapes[mark]!) : value;
}

/** Collects COPY lines and gives them as one buffer. */
export interface CopyWriter {
  /** Adds one row: its number, then its values in column order. */
  add(row: number, values: readonly (string | null)[]): void;
  /** The lines since the last call. */
  take(): Buffer;
}

const flushCharacters = 16_384;

/** Makes a writer whose buffers are as large as the last one was full, so that nothing is copied. */
export function copyWriter(): CopyWriter {
  let buffer = Buffer.allocUnsafe(1 << 20);
  let used = 0;
  let text = '';
  const flush = () => {
    const most = text.length * 3;
    if (used + most > buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, used + most));
      buffer.copy(grown, 0, 0, used);
      buffer = grown;
    }
    used += buffer.write(text, used, 'utf8');
    text = '';
  };
  return {
    add(row, values) {
      let line = `${row}`;
      for (let index = 0; index < values.length; index++) line += `\t${copyValue(values[index]!)}`;
      text += `${line}\n`;
      if (text.length > flushCharacters) flush();
    },
    take() {
      flush();
      const taken = buffer.subarray(0, used);
      buffer = Buffer.allocUnsafe(Math.max(1 << 16, used));
      used = 0;
      return taken;
    },
  };
}
