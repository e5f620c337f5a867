/**
 * Keeps the event loop turning until the returned function is called. A process that sleeps between two answers makes the
 * server pay for waking it up with each of them, and the slower server more often: then the slower one looks slower
 * than it is.
 */
export function stayAwake(): () => void {
  let awake = true;
  const turn = () => {
    if (awake) setImmediate(turn);
  };
  turn();
  return () => {
    awake = false;
  };
}
