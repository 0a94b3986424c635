// Programs that are started to tell what they measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * @param {string} program the path of a module that sends one message to its parent
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').ForkOptions} options its standard output is read, and dropped, when it is piped
 * @returns the message
 * @throws Error when the program fails, or ends without a message
 */
export async function told(program, parameters = [], options = {}) {
  const child = fork(program, parameters, options);
  child.stdout?.resume();
  let message;
  child.once('message', (received) => (message = received));
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (code !== 0 || message === undefined) {
    throw new Error(`${program} ended with ${code}, ${message === undefined ? 'without' : 'with'} a message`);
  }
  return message;
}
