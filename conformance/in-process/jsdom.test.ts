// @vitest-environment jsdom
import { talksInProcess } from "./talks-in-process.ts";

talksInProcess("jsdom");
