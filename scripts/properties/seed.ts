import fc from "fast-check";

// The same seed each time, so that a red run tells of the change that it tests and not of its luck: what a seed of its own
// finds is looked for by `npm run test:explore`.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
