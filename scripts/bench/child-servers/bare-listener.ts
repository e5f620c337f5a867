import type { RequestListener } from "node:http";

/**
 * Prints the same object once more for each request. Bodies are read and parsed.
 *
 * @param posted hears of every request with a body, before it is answered
 */
export function bareListener(answer: unknown, posted?: () => void): RequestListener {
  return (request, response) => {
    const respond = () => {
      const text = JSON.stringify(answer);
      response.writeHead(200, {
        "content-type": "application/json",
        "access-control-allow-origin": "*",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    };
    if (request.method === "GET") {
      respond();
      return;
    }
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
