/**
 * The last digits of an SSN are held like those of an account number, with stars before them, since a whole
 * one can be typed: what is a mask must never look like a number.
 */
export const ssnMask = `
UPDATE producer SET ssn_last_4 = '****' || ssn_last_4 WHERE ssn_last_4 <> '' AND ssn_last_4 NOT LIKE '*%';
`;
