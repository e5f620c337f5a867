/**
 * Encodes texts for sending; a text that is sent many times in a row, to all who listen, is encoded once.
 *
 * @example const encode = textEncoder(); for (const peer of peers) peer.send(encode(text));
 */
export function repeatedTextEncoder(): (text: string) => Buffer {
  let lastText = "";
  let lastBytes = Buffer.alloc(0);
  return (text) => {
    if (text !== lastText) {
      lastBytes = Buffer.from(text);
      lastText = text;
    }
    return lastBytes;
  };
}
