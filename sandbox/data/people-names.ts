// Everything here is invented or as common as can be: nobody in particular is meant.

export const FIRST_NAMES: readonly string[] = (
  'Ana Marcus Priya Dolores Kevin Ngozi Ingrid Tomas Leila Walter Mei Rosa Desmond Hannah Omar Celia Victor ' +
  'Bettina Jamal Fiona Hiro Lucille Andre Marisol Graham Yetunde Paula Simon Noor Clifford Adele Ramon Greta ' +
  'Isaac Wanda Felix Thea Lionel Carmen Otis'
).split(' ');

export const LAST_NAMES: readonly string[] = (
  "Ruiz Holloway Patel O'Neill Whitfield Okafor Larsen Novak Haddad Brandt Chen Delgado Prescott Weiss Farouk " +
  'Montrose Salazar Keller Washington Byrne Tanaka Fontaine Mbeki Castellano Ashdown Adeyemi Lindqvist Mercer ' +
  'Rahman Dubois Varga Cortez Engel Stern Kowalski Hale Moreau Barros Quigley Sandoval'
).split(' ');

export const SUFFIXES: readonly string[] = ['Jr.', 'Sr.', 'III'];

export const FIRM_TYPES: readonly string[] = ['CORPORATION', 'LLC', 'PARTNERSHIP'];

export const STREETS: readonly string[] = [
  'Alder Lane',
  'Bayview Road',
  'County Road 12',
  'Dogwood Drive',
  'East 4th Street',
  'Foundry Street, Suite 200',
  'Garnet Avenue',
  'Harbor Point',
  'Ironwood Court',
  'Juniper Trail',
  'Kestrel Way, Apt 3B',
  'Laurel Hill',
];

export const CITIES: readonly string[] = [
  'Fallbrook',
  'Easton Mills',
  'Pine Harbor',
  'Saint Clair',
  'Redwater',
  'Marlow',
  'Cedar Bluff',
  'New Haverhill',
  'Lakemont',
  'Tully',
];

export const BANKS: readonly string[] = [
  'First Copperfen Bank',
  'Marlstone Savings',
  'Rookhaven Credit Union',
  'Tidewell National',
  'Union of Larkmont',
];

export const INSURERS: readonly string[] = [
  'Northquill Specialty',
  'Ironquay Professional Liability',
  'Gildermark E&O',
  'Pallowick Indemnity',
];
