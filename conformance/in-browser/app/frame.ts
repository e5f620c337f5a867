import { openClient } from "./client.ts";

// As an app's frame does: first of all, a device of its own of the page's testkit.
window.parent.testkit.addDevice(window);
window.client = openClient();
