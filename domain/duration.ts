/** A length of time as people say it: `about 9 minutes`, `about 1 hour 30 minutes`. Takes seconds. */
export function durationWords(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${counted(Math.max(1, minutes), 'minute')}`;
  // Nobody plans an hour-long send by the minute.
  const quarters = Math.round(minutes / 15);
  const hours = counted(Math.floor(quarters / 4), 'hour');
  return quarters % 4 === 0 ? `about ${hours}` : `about ${hours} ${(quarters % 4) * 15} minutes`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
