import { type SdkHooks, sdkHooks } from "../../conformance/official-sdk/sdk-hooks.ts";

// Puts the runner's hooks into the tests' own modules.

const { mutantHooks } = globalThis as { mutantHooks?: SdkHooks };
Object.assign(sdkHooks, mutantHooks);
