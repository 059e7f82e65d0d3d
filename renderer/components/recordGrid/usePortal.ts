import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** An element at the end of the page, for editors that must not be clipped by the sheet. */
export function usePortal(className: string): RefObject<HTMLElement> {
  const [element] = useState(() => {
    const created = document.createElement('div');
    created.className = className;
    return created;
  });
  useEffect(() => {
    document.body.append(element);
    return () => element.remove();
  }, [element]);
  return useRef<HTMLElement>(element);
}
