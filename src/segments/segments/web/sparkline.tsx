import './segments.css';

const [width, height] = [84, 22];

/** How a count went, without axes: the shape beside the number. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return <span className="pn-faint pn-none">–</span>;
  const most = Math.max(...values, 1);
  const least = Math.min(...values);
  const span = Math.max(most - least, 1);
  const points = values.map((value, index) => {
    const x = 1 + (index / (values.length - 1)) * (width - 2);
    const y = height - 3 - ((value - least) / span) * (height - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className="sg-spark" width={width} height={height} role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
