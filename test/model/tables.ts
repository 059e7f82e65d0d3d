/** The vendor's table of each collection. */
export const tableOf = {
  carrier: 'carriers',
  product: 'products',
  commissionLevel: 'commissionLevels',
  contractAssignment: 'contractAssignments',
} as const;
