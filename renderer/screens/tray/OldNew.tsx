import type { ReactNode } from 'react';

interface OldNewProps {
  readonly from: string;
  readonly to: string;
}

/** A value before and after: the old one struck through, the new one bold. */
export function OldNew({ from, to }: OldNewProps): ReactNode {
  return (
    <span className="upl-change">
      <del title={from}>{from === '' ? '(empty)' : from}</del>
      <span aria-hidden> → </span>
      <span className="upl-visually-hidden"> becomes </span>
      <ins title={to}>{to === '' ? '(empty)' : to}</ins>
    </span>
  );
}
