module.exports = {
  testMatch: ["<rootDir>/*.test.cjs", "<rootDir>/*.test.mjs"],
  testTimeout: 20_000,
};
