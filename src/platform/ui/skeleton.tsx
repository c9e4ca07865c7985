import './skeleton.css';

/** The shape of words that will come: one bar, its width and height in CSS units. */
export function Skeleton({ width = '100%', height }: { width?: string | number; height?: number }) {
  return <span className="pn-bone" style={{ width, height }} aria-hidden />;
}

const widths = ['72%', '94%', '58%', '83%', '66%'];

/** Several lines of words that will come. Told to screen readers by the page's own busy state. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <div className="pn-bones" aria-hidden>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <Skeleton key={index} width={widths[index % widths.length]} />
      ))}
    </div>
  );
}
