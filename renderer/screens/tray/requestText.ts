import type { ExactRequest } from '../../../preload/contract/engine.ts';

/** A request as text: the line, the headers, and the body laid out when it is JSON. */
export function requestText({ method, url, headers, body }: ExactRequest): string {
  const lines = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === '' ? lines.join('\n') : [...lines, '', laidOut(body)].join('\n');
}

function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
