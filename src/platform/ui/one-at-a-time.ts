/** Does what it is given, and nothing while that is still under way: nobody means twice what two clicks in one blink send. */
export function oneAtATime(): (act: () => Promise<unknown>) => Promise<void> {
  let underWay = false;
  return async (act) => {
    if (underWay) return;
    underWay = true;
    try {
      await act();
    } finally {
      underWay = false;
    }
  };
}
