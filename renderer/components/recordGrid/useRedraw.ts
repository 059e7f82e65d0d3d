import { useCallback, useEffect, useRef, useState } from 'react';

/** A number that grows when cells show something else, at most once per frame however often it is asked. */
export function useRedraw(): readonly [version: number, redraw: () => void] {
  const [version, setVersion] = useState(0);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const redraw = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => setVersion((before) => before + 1));
  }, []);
  return [version, redraw];
}
