// @vitest-environment node
import { talksInProcess } from "./talks-in-process.ts";

talksInProcess("node");
