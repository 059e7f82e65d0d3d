// Everything here is invented: no name belongs to a real insurer.

export const CARRIER_FIRST: readonly string[] = [
  'Alderbrook',
  'Bellwether Vale',
  'Copperfen',
  'Driftmoor',
  'Eastlight',
  'Fenwarren',
  'Gildermark',
  'Hollowpine',
  'Ironquay',
  'Juniper Vale',
  'Kestrelbay',
  'Larkmont',
  'Marlstone',
  'Northquill',
  'Ottersgate',
  'Pallowick',
  'Quarrybridge',
  'Rookhaven',
  'Silverthwaite',
  'Tarnwood',
  'Umberfield',
  'Vantrybrook',
  'Westmarrow',
  'Yarrowgate',
  'Zephyrline',
  'Amberlock',
  'Brackenholt',
  'Cindercliff',
  'Dovesmere',
  'Elmscastle',
];

export const CARRIER_LAST: readonly string[] = [
  'Life Insurance Company',
  'Mutual Assurance',
  'Life & Annuity',
  'Health Plans',
  'Benefit Life',
  'Assurance Group',
  'Senior Health Insurance',
];

/** Products of one line of business and how their levels pay. */
export interface ProductLine {
  readonly lineOfBusiness: string;
  readonly type: 'Percent' | 'Dollar' | 'Number';
  readonly names: readonly string[];
}

export const PRODUCT_LINES: readonly ProductLine[] = [
  {
    lineOfBusiness: 'Life',
    type: 'Percent',
    names: [
      'Term Life 10',
      'Term Life 20',
      'Term Life 30',
      'Whole Life Classic',
      'Indexed Universal Life',
      'Guaranteed Universal Life',
    ],
  },
  {
    lineOfBusiness: 'Final Expense',
    type: 'Percent',
    names: ['Final Expense Whole Life', 'Final Expense Graded', 'Guaranteed Issue Whole Life'],
  },
  {
    lineOfBusiness: 'Annuity',
    type: 'Percent',
    names: ['Fixed Indexed Annuity 7', 'Fixed Indexed Annuity 10', 'Multi-Year Guarantee Annuity 5'],
  },
  {
    lineOfBusiness: 'Medicare Supplement',
    type: 'Percent',
    names: ['Medicare Supplement Plan G', 'Medicare Supplement Plan N', 'Medicare Supplement Plan F'],
  },
  {
    lineOfBusiness: 'Medicare Advantage',
    type: 'Dollar',
    names: ['Medicare Advantage HMO', 'Medicare Advantage PPO', 'Dual Special Needs Plan'],
  },
  {
    lineOfBusiness: 'Health',
    type: 'Dollar',
    names: ['Short Term Medical', 'Hospital Indemnity', 'Critical Illness 50'],
  },
  {
    lineOfBusiness: 'Dental & Vision',
    type: 'Percent',
    names: ['Dental Preferred', 'Vision Essentials', 'Dental, Vision & Hearing'],
  },
  {
    lineOfBusiness: 'Long-Term Care',
    type: 'Percent',
    names: ['Long-Term Care Partnership', 'Short-Term Home Care'],
  },
  {
    lineOfBusiness: 'Disability',
    type: 'Percent',
    names: ['Individual Disability Income', 'Business Overhead Expense'],
  },
  {
    lineOfBusiness: 'Property & Casualty',
    type: 'Number',
    names: ['Renters Shield', 'Personal Umbrella', 'Small Business Owner Policy'],
  },
];

export const LEVEL_NAMES: readonly string[] = [
  'Street',
  'Agent',
  'Senior Agent',
  'General Agent',
  'Managing General Agent',
  'Regional Agency',
  'National Agency',
  'Brokerage',
  'Top of Hierarchy',
];

export const FIRM_WORDS: readonly string[] = [
  'Harrowgate',
  'Sandpiper',
  'Millrace',
  'Tidewell',
  'Crosswind',
  'Oakhollow',
  'Stonemere',
  'Redlatch',
  'Bluestem',
  'Farrow',
];

export const REGIONS: readonly string[] = ['NE', 'SE', 'MW', 'SW', 'W', 'PNW'];

export const DIVISIONS: readonly string[] = (
  'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV ' +
  'NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY'
).split(' ');
