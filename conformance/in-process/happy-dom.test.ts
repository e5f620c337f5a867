// @vitest-environment happy-dom
import { talksInProcess } from "./talks-in-process.ts";

talksInProcess("happy-dom");
