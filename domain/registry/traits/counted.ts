/**
 * Sets of fields that are grouped, narrowed and summed together over any number of records: each set has one partial
 * index on its columns in their order, which is read whole.
 */
export type CountedTogether = readonly (readonly string[])[];
