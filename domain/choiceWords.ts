/** Words that are spelt by their letters, such as LLC: nothing in them can be pronounced. */
const spelt = /^[^AEIOUY]{1,4}$/;

/**
 * A value of an enumeration as people read it: `INDIVIDUAL` as _Individual_, `SOLE_PROPRIETOR` as _Sole
 * proprietor_, `LLC` as it is. What the vendor does not write in capitals is a word already and stays as it is.
 */
export function choiceWord(value: string): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(value)) return value;
  const words = value.split('_').filter((word) => word !== '');
  return words
    .map((word, index) => {
      if (spelt.test(word)) return word;
      return index === 0 ? `${word.slice(0, 1)}${word.slice(1).toLowerCase()}` : word.toLowerCase();
    })
    .join(' ');
}

/** Whether a text means this value: as the vendor writes it or as people read it, in any case. */
export function meansChoice(value: string, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return value.toLowerCase() === wanted || choiceWord(value).toLowerCase() === wanted;
}
