import { useEffect, useState } from 'react';

/** The value once it has not changed for a moment, so that quick changes ask the server once. */
export function useSettled<Value>(value: Value, pauseMs = 250): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === value) return undefined;
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [settled, value, pauseMs]);
  return settled;
}

/** Whether something has been going on for longer than people overlook. */
export function useLasting(going: boolean, patienceMs = 300): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!going) {
      setLasting(false);
      return undefined;
    }
    const timer = setTimeout(() => setLasting(true), patienceMs);
    return () => clearTimeout(timer);
  }, [going, patienceMs]);
  return going && lasting;
}
