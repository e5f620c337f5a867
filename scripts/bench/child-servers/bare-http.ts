import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { ready, told } from "./parent.ts";

/** What the benchmark tells: the answer to every request. */
export interface BareHttpScript {
  answer: unknown;
}

const script = told<BareHttpScript>();
const server = createServer(bareListener(script));
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => ready({ port: (server.address() as AddressInfo).port }));

/** Prints the same object once more for each request; bodies are read and parsed, and `posted` hears of each. */
function bareListener(script: Promise<BareHttpScript>, posted?: () => void): RequestListener {
  let answer: unknown;
  void script.then((told) => {
    answer = told.answer;
  });
  return (request, response) => {
    const respond = () => {
      response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" });
      response.end(JSON.stringify(answer));
    };
    if (request.method === "GET") return respond();
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      JSON.parse(text);
      posted?.();
      respond();
    });
  };
}
