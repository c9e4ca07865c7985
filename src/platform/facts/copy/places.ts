export interface Places {
  /** Gives back how to leave, once. Rejects where `signal` is aborted first, and takes no place then. */
  take(signal: AbortSignal): Promise<() => void>;
}

/** So many places; whoever finds none free waits in a row. */
export function placesFor(most: number): Places {
  let taken = 0;
  const row: (() => void)[] = [];
  const leave = () => {
    const nextOne = row.shift();
    if (nextOne) nextOne();
    else taken -= 1;
  };
  return {
    async take(signal) {
      signal.throwIfAborted();
      if (taken < most) {
        taken += 1;
        return leave;
      }
      await new Promise<void>((resolve, reject) => {
        const given = () => {
          signal.removeEventListener('abort', gone);
          resolve();
        };
        const gone = () => {
          row.splice(row.indexOf(given), 1);
          reject(signal.reason);
        };
        row.push(given);
        signal.addEventListener('abort', gone, { once: true });
      });
      return leave;
    },
  };
}
