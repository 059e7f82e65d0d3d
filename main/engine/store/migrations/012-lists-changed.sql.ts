/**
 * Which records carry unsent work, for the lists of carriers, products and levels: without an index their whole
 * tables were walked to find a few.
 */
export const listsChanged = `
CREATE INDEX carrier_change ON carrier (change_state) WHERE change_state <> 0;
CREATE INDEX product_change ON product (change_state) WHERE change_state <> 0;
CREATE INDEX commission_level_change ON commission_level (change_state) WHERE change_state <> 0;
`;
