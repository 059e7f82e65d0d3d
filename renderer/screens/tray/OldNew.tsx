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

/** A value of a record that is made new: there was nothing before it. */
export function NewValue({ value }: { readonly value: string }): ReactNode {
  return (
    <span className="upl-change">
      <ins title={value}>{value === '' ? '(empty)' : value}</ins>
    </span>
  );
}
