/** JSON as it arrives from outside, before a schema has looked at it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, its keys in the order they came. */
export type JsonObject = { readonly [key: string]: Json };
