/** Counts the rows of COPY text and sums them up, whatever their order and wherever the pieces are cut. */
export interface RowSum {
  add(piece: Uint8Array): void;
  rows(): number;
  /** 16 hex digits: the sum of a 64-bit hash of every row. Equal rows in another order give the same. */
  sum(): string;
}

const lineFeed = 10;
const firstSeed = 0x811c9dc5 | 0;
const secondSeed = 0x9747b28c | 0;

/** Tells whether two tables hold the same rows; against forgery there is the SHA-256 of every part. */
export function sumRows(): RowSum {
  let rows = 0;
  let [first, second] = [firstSeed, secondSeed];
  let [firstSum, secondSum] = [0, 0];
  return {
    // COPY writes a line feed inside a value as \n, so every byte 10 ends a row.
    add(piece) {
      let [one, two] = [first, second];
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at]!;
        if (byte === lineFeed) {
          rows++;
          firstSum = (firstSum + stirred(one)) | 0;
          secondSum = (secondSum + stirred(two ^ one)) | 0;
          one = firstSeed;
          two = secondSeed;
        } else {
          one = Math.imul(one ^ byte, 0x01000193);
          two = Math.imul((two << 5) ^ (two >>> 27) ^ byte, 0x5bd1e995);
        }
      }
      first = one;
      second = two;
    },
    rows: () => rows,
    sum: () => hex(firstSum) + hex(secondSum),
  };
}

function stirred(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function hex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, '0');
}
